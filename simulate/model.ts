/** The kinds of charger that are simulated. Vendors are invented. */

export interface Model {
  vendor: string;
  model: string;
  firmwareVersion: string;
  meterType: string;
  current: "AC" | "DC";
  connectors: number;
  /** Of one connector. AC: over three phases. */
  powerW: number;
  /** Chargers differ in what they call a watt. */
  unit: "W" | "kW";
  /** Many chargers send BootNotification on every new link, not only when they boot. */
  bootsOnReconnect: boolean;
}

const ac11: Model = {
  vendor: "Brightpole",
  model: "Duo 11",
  firmwareVersion: "3.4.1",
  meterType: "BP-M3",
  current: "AC",
  connectors: 2,
  powerW: 11_040,
  unit: "W",
  bootsOnReconnect: true,
};

const ac22: Model = { ...ac11, model: "Duo 22", firmwareVersion: "3.5.0", powerW: 22_080 };

const street22: Model = {
  ...ac22,
  vendor: "Kestrelworks",
  model: "Street 2x22",
  firmwareVersion: "2024.11.2",
  meterType: "KW 3P-63",
  bootsOnReconnect: false,
};

const dc50: Model = {
  vendor: "Tidewatt",
  model: "Quay DC50",
  firmwareVersion: "1.18.7",
  meterType: "TW-DC",
  current: "DC",
  connectors: 1,
  powerW: 50_000,
  unit: "W",
  bootsOnReconnect: true,
};

const dc150: Model = { ...dc50, model: "Quay DC150", firmwareVersion: "2.2.0", connectors: 2, powerW: 150_000 };

const dc300: Model = {
  ...dc150,
  vendor: "Helioform",
  model: "HPC 300",
  firmwareVersion: "R7.0.3",
  meterType: "HF-LEM",
  powerW: 300_000,
  unit: "kW",
  bootsOnReconnect: false,
};

/** In the order they are installed: a street has more AC than DC, and the first few show every kind. */
const INSTALLED: Model[] = [ac11, dc150, ac22, street22, dc50, ac11, dc300, ac22, street22, ac11];

/** @param index of the charger in its fleet, from 0 */
export function modelAt(index: number): Model {
  return INSTALLED[index % INSTALLED.length];
}
