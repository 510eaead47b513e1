import { Head } from "fresh/runtime";

/** Says which live stream the islands of this page hear: of one charger or of all, from the data's place on. */
export function LiveSource({ since, chargerId }: { since: string; chargerId?: string }) {
  return (
    <Head>
      <meta name="live-since" content={since} />
      {chargerId !== undefined && <meta name="live-charger" content={chargerId} />}
    </Head>
  );
}
