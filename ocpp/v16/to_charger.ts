/** OCPP 1.6: what the central system may send. One row a command; the rows stand in `to_charger/`, a file a profile. */
import type { AnyOutbound } from "../action.ts";
import * as core from "./to_charger/core.ts";
import * as firmware from "./to_charger/firmware.ts";
import * as localList from "./to_charger/local_list.ts";
import * as reservation from "./to_charger/reservation.ts";
import * as security from "./to_charger/security.ts";
import * as smartCharging from "./to_charger/smart_charging.ts";
import * as trigger from "./to_charger/trigger.ts";

export const toCharger = {
  CancelReservation: reservation.cancelReservation,
  CertificateSigned: security.certificateSigned,
  ChangeAvailability: core.changeAvailability,
  ChangeConfiguration: core.changeConfiguration,
  ClearCache: core.clearCache,
  ClearChargingProfile: smartCharging.clearChargingProfile,
  DataTransfer: core.dataTransfer,
  DeleteCertificate: security.deleteCertificate,
  ExtendedTriggerMessage: trigger.extendedTriggerMessage,
  GetCompositeSchedule: smartCharging.getCompositeSchedule,
  GetConfiguration: core.getConfiguration,
  GetDiagnostics: firmware.getDiagnostics,
  GetInstalledCertificateIds: security.getInstalledCertificateIds,
  GetLocalListVersion: localList.getLocalListVersion,
  GetLog: security.getLog,
  InstallCertificate: security.installCertificate,
  RemoteStartTransaction: core.remoteStartTransaction,
  RemoteStopTransaction: core.remoteStopTransaction,
  ReserveNow: reservation.reserveNow,
  Reset: core.reset,
  SendLocalList: localList.sendLocalList,
  SetChargingProfile: smartCharging.setChargingProfile,
  SignedUpdateFirmware: security.signedUpdateFirmware,
  TriggerMessage: trigger.triggerMessage,
  UnlockConnector: core.unlockConnector,
  UpdateFirmware: firmware.updateFirmware,
} satisfies Record<string, AnyOutbound>;
