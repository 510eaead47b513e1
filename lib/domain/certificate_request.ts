/** A certificate request: the CSR of a charger, to be signed elsewhere (security whitepaper, SignCertificate). */
import { z } from "zod";

/** `csr` is PEM, as the charger sent it. `signedAt` null: it has taken no certificate since. Times are epoch ms. */
export const certificateRequestSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  csr: z.string(),
  receivedAt: z.number(),
  signedAt: z.number().nullable(),
});
export type CertificateRequest = z.infer<typeof certificateRequestSchema>;

/** The whitepaper allows 5,500 characters; no record holds over 64 KiB. */
export const LONGEST_CSR = 10_000;
