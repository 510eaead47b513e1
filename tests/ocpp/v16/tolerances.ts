/** What is taken from a charger although it breaks the standard, by name. The conformance tests allow nothing else. */
import type { Message } from "./official.ts";
import type { Mutation } from "./mutations.ts";

interface Tolerance {
  name: string;
  allows(mutation: Mutation, message: Message): boolean;
}

const isText = ({ schema }: Mutation) =>
  schema.type === "string" && schema.enum === undefined && schema.format === undefined;

const isTime = ({ schema }: Mutation) => schema.format === "date-time";

const vendorWords = ["context", "format", "measurand", "phase", "location", "unit", "reason"];

const isVendorWord = ({ path }: Mutation) => vendorWords.includes(String(path.at(-1)));

const ofNoRefusal = ["StartTransaction.req", "StopTransaction.req", "MeterValues.req"];

export const tolerances: Tolerance[] = [
  { name: "numbers as strings", allows: ({ kind }) => kind === "a number in text" },
  {
    name: "strings as numbers",
    allows: (mutation) => mutation.kind === "a number" && (isText(mutation) || isVendorWord(mutation)),
  },
  { name: "longer strings", allows: (mutation) => mutation.kind === "too long" && isText(mutation) },
  { name: "extra members", allows: ({ kind }) => kind === "an extra member" },
  { name: "null counts as absent", allows: ({ kind, isRequired }) => kind === "null" && !isRequired },
  {
    name: "missing or unreadable time in Start/Stop/MeterValues",
    allows: (mutation, message) => isTime(mutation) && ofNoRefusal.includes(message),
  },
  {
    name: "a time without zone or seconds, or with a blank",
    allows: (mutation) => isTime(mutation) && mutation.kind === "a time written otherwise",
  },
  {
    name: "a day that its month does not have runs on into the next",
    allows: ({ kind }) => kind === "a day that its month does not have",
  },
  { name: "an empty time counts as absent", allows: ({ kind }) => kind === "an empty time" },
  {
    name: "vendor words for measurand, unit, context, location, phase, format and stop reason",
    allows: (mutation) => mutation.kind === "a word out of the set" && isVendorWord(mutation),
  },
  {
    name: "meter registers with a fraction",
    allows: ({ kind, path }) => kind === "a fraction" && ["meterStart", "meterStop"].includes(String(path[0])),
  },
  {
    name: "unusable transactionData in StopTransaction",
    allows: ({ path }, message) => message === "StopTransaction.req" && path[0] === "transactionData",
  },
  {
    // Rule 3 of docs/architecture.md, and §4.8 and §4.10: refused, a charger sends it for ever.
    name: "a part of a StartTransaction or StopTransaction that is missing or cannot be read",
    allows: ({ path }, message) => path.length > 0 && ["StartTransaction.req", "StopTransaction.req"].includes(message),
  },
  {
    name: "vendor data of any type",
    allows: ({ path }, message) => message.startsWith("DataTransfer") && path[0] === "data",
  },
  { name: "booleans as strings", allows: ({ kind }) => kind === "a boolean in text" },
  {
    name: "an empty list of certificates",
    allows: ({ kind }, message) => kind === "an empty list" && message === "GetInstalledCertificateIds.conf",
  },
  {
    name: "limits with more digits in a composite schedule",
    allows: ({ kind }, message) => kind === "too many digits" && message === "GetCompositeSchedule.conf",
  },
  {
    name: "times of a composite schedule kept as written",
    allows: (mutation, message) =>
      message === "GetCompositeSchedule.conf" && isTime(mutation) && ["no time", "a number"].includes(mutation.kind),
  },
];
