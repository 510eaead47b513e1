/** What a connector may be, from what needs nobody to what needs somebody. */
export const statusOrder = [
  "Available",
  "Preparing",
  "Charging",
  "SuspendedEV",
  "SuspendedEVSE",
  "Finishing",
  "Reserved",
  "Unavailable",
  "Faulted",
  "Offline",
];
