/** The certificate that this server ends TLS with itself, read from the files that the settings name. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { type Config, ConfigError } from "./config.ts";

/**
 * Null: TLS ends elsewhere, if anywhere.
 * @throws {ConfigError} when a file cannot be read, or the two do not belong together
 */
export async function readTls({ tls }: Config): Promise<{ cert: string; key: string } | null> {
  if (tls === null) return null;
  const [cert, key] = [await readPem("TLS_CERT", tls.certPath), await readPem("TLS_KEY", tls.keyPath)];
  if (!isPair(cert, key)) throw new ConfigError(["TLS_CERT and TLS_KEY are no certificate and its key, both in PEM"]);
  return { cert, key };
}

async function readPem(setting: string, path: string): Promise<string> {
  return await Deno.readTextFile(path).catch((error) => {
    throw new ConfigError([`${setting} is ${JSON.stringify(path)}: it cannot be read: ${error.message}`]);
  });
}

function isPair(cert: string, key: string): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}
