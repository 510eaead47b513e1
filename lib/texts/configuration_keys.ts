/**
 * What the configuration keys of the standard mean, a line each (OCPP 1.6 §9; the security whitepaper). Apart from the
 * catalogue: only one page tells them, and every page carries the catalogue.
 */
import { type Language, languages } from "./language.ts";

const en = {
  AllowOfflineTxForUnknownId: "Whether tags it does not know may charge while it is offline",
  AuthorizationCacheEnabled: "Whether it remembers which tags were let in",
  AuthorizeRemoteTxRequests: "Whether it asks about the tag before it does a remote start",
  BlinkRepeat: "How often its light blinks",
  ClockAlignedDataInterval: "Seconds between meter values at round times of the clock; 0 sends none",
  ConnectionTimeOut: "Seconds it waits for the plug, or for the tag, before it gives up",
  ConnectorPhaseRotation: "How the phases of each connector are wired",
  ConnectorPhaseRotationMaxLength: "How many entries ConnectorPhaseRotation may have",
  GetConfigurationMaxKeys: "How many keys may be asked for at once",
  HeartbeatInterval: "Seconds between two signs of life",
  LightIntensity: "How bright its light is, in percent",
  LocalAuthorizeOffline: "Whether known tags may charge while it is offline",
  LocalPreAuthorize: "Whether known tags may charge before the server is asked",
  MaxEnergyOnInvalidId: "Wh it still gives after a tag turned out not to be valid",
  MeterValuesAlignedData: "What is measured at round times of the clock",
  MeterValuesAlignedDataMaxLength: "How many entries MeterValuesAlignedData may have",
  MeterValuesSampledData: "What is measured during a session",
  MeterValuesSampledDataMaxLength: "How many entries MeterValuesSampledData may have",
  MeterValueSampleInterval: "Seconds between meter values during a session; 0 sends none",
  MinimumStatusDuration: "Seconds a status must last before it is told",
  NumberOfConnectors: "How many connectors it has",
  ResetRetries: "How often it tries to restart when that fails",
  StopTransactionOnEVSideDisconnect: "Whether pulling the plug at the car ends the session",
  StopTransactionOnInvalidId: "Whether a session ends when its tag turns out not to be valid",
  StopTxnAlignedData: "What of the round times is told again at the end of a session",
  StopTxnAlignedDataMaxLength: "How many entries StopTxnAlignedData may have",
  StopTxnSampledData: "What of the session is told again at its end",
  StopTxnSampledDataMaxLength: "How many entries StopTxnSampledData may have",
  SupportedFeatureProfiles: "Which parts of OCPP it has",
  SupportedFeatureProfilesMaxLength: "How many entries SupportedFeatureProfiles may have",
  TransactionMessageAttempts: "How often it tries to tell of a session's start or end",
  TransactionMessageRetryInterval: "Seconds between these tries; each time it waits longer",
  UnlockConnectorOnEVSideDisconnect: "Whether it releases the cable when the car is unplugged",
  WebSocketPingInterval: "Seconds between its pings of the connection; 0 sends none",
  LocalAuthListEnabled: "Whether it uses the local list of tags",
  LocalAuthListMaxLength: "How many tags the local list may have",
  SendLocalListMaxLength: "How many tags may be sent in one message",
  ReserveConnectorZeroSupported: "Whether any connector, not a certain one, can be reserved",
  ChargeProfileMaxStackLevel: "The highest stack level of a charging profile",
  ChargingScheduleAllowedChargingRateUnit: "Whether limits are in amperes, watts or both",
  ChargingScheduleMaxPeriods: "How many periods a schedule may have",
  ConnectorSwitch3to1PhaseSupported: "Whether it can go from three phases to one during a session",
  MaxChargingProfilesInstalled: "How many charging profiles it can hold",
  SupportedFileTransferProtocols: "How it uploads and downloads files",
  AdditionalRootCertificateCheck: "Whether a new root certificate must be signed by the old one",
  AuthorizationKey: "The password of its connection; it can be set, and never read",
  CertificateSignedMaxChainSize: "How long a certificate chain may be",
  CertificateStoreMaxLength: "How many certificates it can hold",
  CpoName: "The operator's name in its certificate",
  SecurityProfile: "How its connection is secured: 0 open, 1 password, 2 password and TLS, 3 certificate",
};

const de: typeof en = {
  AllowOfflineTxForUnknownId: "Ob unbekannte Ladekarten laden dürfen, während sie offline ist",
  AuthorizationCacheEnabled: "Ob sie sich merkt, welche Ladekarten eingelassen wurden",
  AuthorizeRemoteTxRequests: "Ob sie vor einem Start aus der Ferne nach der Ladekarte fragt",
  BlinkRepeat: "Wie oft ihr Licht blinkt",
  ClockAlignedDataInterval: "Sekunden zwischen Zählerwerten zu runden Uhrzeiten; 0 sendet keine",
  ConnectionTimeOut: "Sekunden, die sie auf Stecker oder Ladekarte wartet, bevor sie aufgibt",
  ConnectorPhaseRotation: "Wie die Phasen jedes Anschlusses verdrahtet sind",
  ConnectorPhaseRotationMaxLength: "Wie viele Einträge ConnectorPhaseRotation haben darf",
  GetConfigurationMaxKeys: "Nach wie vielen Schlüsseln auf einmal gefragt werden darf",
  HeartbeatInterval: "Sekunden zwischen zwei Lebenszeichen",
  LightIntensity: "Wie hell ihr Licht ist, in Prozent",
  LocalAuthorizeOffline: "Ob bekannte Ladekarten laden dürfen, während sie offline ist",
  LocalPreAuthorize: "Ob bekannte Ladekarten laden dürfen, bevor der Server gefragt ist",
  MaxEnergyOnInvalidId: "Wh, die sie noch gibt, wenn sich eine Ladekarte als ungültig erweist",
  MeterValuesAlignedData: "Was zu runden Uhrzeiten gemessen wird",
  MeterValuesAlignedDataMaxLength: "Wie viele Einträge MeterValuesAlignedData haben darf",
  MeterValuesSampledData: "Was während eines Ladevorgangs gemessen wird",
  MeterValuesSampledDataMaxLength: "Wie viele Einträge MeterValuesSampledData haben darf",
  MeterValueSampleInterval: "Sekunden zwischen Zählerwerten während eines Ladevorgangs; 0 sendet keine",
  MinimumStatusDuration: "Sekunden, die ein Zustand dauern muss, bevor er gemeldet wird",
  NumberOfConnectors: "Wie viele Anschlüsse sie hat",
  ResetRetries: "Wie oft sie einen Neustart versucht, wenn er misslingt",
  StopTransactionOnEVSideDisconnect: "Ob das Abstecken am Auto den Vorgang beendet",
  StopTransactionOnInvalidId: "Ob ein Vorgang endet, wenn sich seine Ladekarte als ungültig erweist",
  StopTxnAlignedData: "Was von den runden Uhrzeiten am Ende eines Vorgangs noch einmal gemeldet wird",
  StopTxnAlignedDataMaxLength: "Wie viele Einträge StopTxnAlignedData haben darf",
  StopTxnSampledData: "Was vom Vorgang an seinem Ende noch einmal gemeldet wird",
  StopTxnSampledDataMaxLength: "Wie viele Einträge StopTxnSampledData haben darf",
  SupportedFeatureProfiles: "Welche Teile von OCPP sie hat",
  SupportedFeatureProfilesMaxLength: "Wie viele Einträge SupportedFeatureProfiles haben darf",
  TransactionMessageAttempts: "Wie oft sie versucht, Beginn oder Ende eines Vorgangs zu melden",
  TransactionMessageRetryInterval: "Sekunden zwischen diesen Versuchen; sie wartet jedes Mal länger",
  UnlockConnectorOnEVSideDisconnect: "Ob sie das Kabel freigibt, wenn das Auto abgesteckt wird",
  WebSocketPingInterval: "Sekunden zwischen ihren Pings der Verbindung; 0 sendet keine",
  LocalAuthListEnabled: "Ob sie die lokale Kartenliste benutzt",
  LocalAuthListMaxLength: "Wie viele Ladekarten die lokale Liste haben darf",
  SendLocalListMaxLength: "Wie viele Ladekarten in einer Nachricht gesendet werden dürfen",
  ReserveConnectorZeroSupported: "Ob irgendein Anschluss statt eines bestimmten reserviert werden kann",
  ChargeProfileMaxStackLevel: "Die höchste Stapelebene eines Ladeprofils",
  ChargingScheduleAllowedChargingRateUnit: "Ob Grenzen in Ampere, Watt oder beidem gelten",
  ChargingScheduleMaxPeriods: "Wie viele Abschnitte ein Zeitplan haben darf",
  ConnectorSwitch3to1PhaseSupported: "Ob sie während eines Vorgangs von drei Phasen auf eine wechseln kann",
  MaxChargingProfilesInstalled: "Wie viele Ladeprofile sie halten kann",
  SupportedFileTransferProtocols: "Wie sie Dateien hoch- und herunterlädt",
  AdditionalRootCertificateCheck: "Ob ein neues Wurzelzertifikat vom alten signiert sein muss",
  AuthorizationKey: "Das Passwort ihrer Verbindung; es lässt sich setzen, aber nie lesen",
  CertificateSignedMaxChainSize: "Wie lang eine Zertifikatskette sein darf",
  CertificateStoreMaxLength: "Wie viele Zertifikate sie halten kann",
  CpoName: "Der Name des Betreibers in ihrem Zertifikat",
  SecurityProfile: "Wie ihre Verbindung gesichert ist: 0 offen, 1 Passwort, 2 Passwort und TLS, 3 Zertifikat",
};

const explanations: Record<Language, Record<string, string>> = { en, de };

/** Null: it is the vendor's own. Chargers write keys in any case. */
export function explainKey(key: string, language: string): string | null {
  const texts = explanations[languages.find((one) => one === language) ?? "en"];
  const name = Object.keys(texts).find((one) => one.toLowerCase() === key.toLowerCase());
  return name === undefined ? null : texts[name];
}

/** The keys of the standard, and what each means. */
export function explainedKeys(language: string): { key: string; text: string }[] {
  const texts = explanations[languages.find((one) => one === language) ?? "en"];
  return Object.entries(texts).map(([key, text]) => ({ key, text }));
}
