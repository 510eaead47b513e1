/** The sets of words of OCPP 1.6, §7, and of its security extension (the whitepaper "Improved security for OCPP 1.6-J"). */

/** AuthorizationStatus, §7.2. */
export const authorizationStatuses = ["Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"] as const;

/** AvailabilityStatus, §7.3. */
export const availabilityStatuses = ["Accepted", "Rejected", "Scheduled"] as const;

/** AvailabilityType, §7.4. */
export const availabilityTypes = ["Inoperative", "Operative"] as const;

/** ChargePointErrorCode, §7.6. */
export const chargePointErrorCodes = [
  "ConnectorLockFailure",
  "EVCommunicationError",
  "GroundFailure",
  "HighTemperature",
  "InternalError",
  "LocalListConflict",
  "NoError",
  "OtherError",
  "OverCurrentFailure",
  "OverVoltage",
  "PowerMeterFailure",
  "PowerSwitchFailure",
  "ReaderFailure",
  "ResetFailure",
  "UnderVoltage",
  "WeakSignal",
] as const;

/** ChargingProfileKindType, §7.9. */
export const chargingProfileKinds = ["Absolute", "Recurring", "Relative"] as const;

/** ChargingProfilePurposeType, §7.10. */
export const chargingProfilePurposes = ["ChargePointMaxProfile", "TxDefaultProfile", "TxProfile"] as const;

/** ChargingProfileStatus, §7.11. */
export const chargingProfileStatuses = ["Accepted", "Rejected", "NotSupported"] as const;

/** ChargingRateUnitType, §7.12. */
export const chargingRateUnits = ["W", "A"] as const;

/** ClearChargingProfileStatus, §7.21. */
export const clearChargingProfileStatuses = ["Accepted", "Unknown"] as const;

/** ConfigurationStatus, §7.22. */
export const configurationStatuses = ["Accepted", "Rejected", "RebootRequired", "NotSupported"] as const;

/** DataTransferStatus, §7.23. */
export const dataTransferStatuses = ["Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId"] as const;

/** DiagnosticsStatus, §7.24. */
export const diagnosticsStatuses = ["Idle", "Uploaded", "UploadFailed", "Uploading"] as const;

/** FirmwareStatus, §7.25. */
export const firmwareStatuses = [
  "Downloaded",
  "DownloadFailed",
  "Downloading",
  "Idle",
  "InstallationFailed",
  "Installing",
  "Installed",
] as const;

/** MessageTrigger, §7.32. */
export const messageTriggers = [
  "BootNotification",
  "DiagnosticsStatusNotification",
  "FirmwareStatusNotification",
  "Heartbeat",
  "MeterValues",
  "StatusNotification",
] as const;

/** RecurrencyKindType, §7.37. */
export const recurrencyKinds = ["Daily", "Weekly"] as const;

/** ReservationStatus, §7.40. */
export const reservationStatuses = ["Accepted", "Faulted", "Occupied", "Rejected", "Unavailable"] as const;

/** ResetType, §7.42. */
export const resetTypes = ["Hard", "Soft"] as const;

/** TriggerMessageStatus, §7.44, and its namesake of the whitepaper. */
export const triggerMessageStatuses = ["Accepted", "Rejected", "NotImplemented"] as const;

/** UnlockStatus, §7.46. */
export const unlockStatuses = ["Unlocked", "UnlockFailed", "NotSupported"] as const;

/** UpdateStatus, §7.47. */
export const updateStatuses = ["Accepted", "Failed", "NotSupported", "VersionMismatch"] as const;

/** UpdateType, §7.48. */
export const updateTypes = ["Differential", "Full"] as const;

/**
 * The statuses that know nothing but yes and no: CancelReservationStatus §7.5, ClearCacheStatus §7.20,
 * GetCompositeScheduleStatus §7.26, RemoteStartStopStatus §7.39, ResetStatus §7.41; and CertificateSignedStatusEnumType
 * and GenericStatusEnumType of the whitepaper.
 */
export const plainStatuses = ["Accepted", "Rejected"] as const;

/** CertificateUseEnumType, whitepaper. */
export const certificateUses = ["CentralSystemRootCertificate", "ManufacturerRootCertificate"] as const;

/** DeleteCertificateStatusEnumType, whitepaper. */
export const deleteCertificateStatuses = ["Accepted", "Failed", "NotFound"] as const;

/** MessageTriggerEnumType, whitepaper. */
export const extendedMessageTriggers = [
  "BootNotification",
  "LogStatusNotification",
  "FirmwareStatusNotification",
  "Heartbeat",
  "MeterValues",
  "SignChargePointCertificate",
  "StatusNotification",
] as const;

/** GetInstalledCertificateStatusEnumType, whitepaper. */
export const installedCertificateStatuses = ["Accepted", "NotFound"] as const;

/** HashAlgorithmEnumType, whitepaper. */
export const hashAlgorithms = ["SHA256", "SHA384", "SHA512"] as const;

/** InstallCertificateStatusEnumType, whitepaper. */
export const installCertificateStatuses = ["Accepted", "Failed", "Rejected"] as const;

/** LogEnumType, whitepaper. */
export const logTypes = ["DiagnosticsLog", "SecurityLog"] as const;

/** LogStatusEnumType, whitepaper. */
export const logStatuses = ["Accepted", "Rejected", "AcceptedCanceled"] as const;

/** FirmwareStatusEnumType, whitepaper. */
export const signedFirmwareStatuses = [
  "Downloaded",
  "DownloadFailed",
  "Downloading",
  "DownloadScheduled",
  "DownloadPaused",
  "Idle",
  "InstallationFailed",
  "Installing",
  "Installed",
  "InstallRebooting",
  "InstallScheduled",
  "InstallVerificationFailed",
  "InvalidSignature",
  "SignatureVerified",
] as const;

/** UpdateFirmwareStatusEnumType, whitepaper. */
export const signedUpdateStatuses = [
  "Accepted",
  "Rejected",
  "AcceptedCanceled",
  "InvalidCertificate",
  "RevokedCertificate",
] as const;

/** UploadLogStatusEnumType, whitepaper. */
export const uploadLogStatuses = [
  "BadMessage",
  "Idle",
  "NotSupportedOperation",
  "PermissionDenied",
  "Uploaded",
  "UploadFailure",
  "Uploading",
] as const;
