/** What breaks on chargers, and how they tell it. */
import type { Random } from "./random.ts";

export interface Fault {
  errorCode: string;
  info: string;
  vendorErrorCode: string;
}

const FAULTS: Fault[] = [
  { errorCode: "GroundFailure", info: "Residual current device tripped", vendorErrorCode: "E-031" },
  { errorCode: "ConnectorLockFailure", info: "Lock motor did not reach its end position", vendorErrorCode: "E-044" },
  { errorCode: "HighTemperature", info: "Outlet above 85 Celsius", vendorErrorCode: "E-052" },
  { errorCode: "OverCurrentFailure", info: "Current above limit on L2", vendorErrorCode: "E-023" },
  { errorCode: "PowerMeterFailure", info: "Meter does not answer on Modbus", vendorErrorCode: "E-060" },
  { errorCode: "UnderVoltage", info: "L1 below 195 V", vendorErrorCode: "E-017" },
];

export function someFault(random: Random): Fault {
  return random.pick(FAULTS);
}
