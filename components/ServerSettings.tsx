/** What the server runs with: to be read here, and changed where it is started. */
import type { ComponentChildren } from "preact";
import { useReader } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import type { AboutView } from "@/lib/about.ts";
import type { Config } from "@/lib/config.ts";

export function ServerSettings({ config }: { config: Config }) {
  const { t, format } = useReader();
  const seconds = (s: number) => t("server.seconds", { seconds: s });
  const days = (count: number) => t("server.days", { count });
  const rows: [name: string, what: string, value: string][] = [
    ["REGISTRATION", t("server.registration"), t(`server.registration.${config.registration}`)],
    ["TAGS", t("server.tags"), t(`server.tags.${config.tags ?? "auto"}`)],
    ["FRAME_LOG_DAYS", t("server.messageDays"), days(config.messageDays)],
    ["SAMPLE_DAYS", t("server.sampleDays"), days(config.sampleDays)],
    ["HEARTBEAT_INTERVAL_S", t("server.heartbeat"), seconds(config.heartbeatIntervalS)],
    ["CALL_TIMEOUT_S", t("server.callTimeout"), seconds(config.callTimeoutMs / 1000)],
    [
      "IDLE_TIMEOUT_S",
      t("server.idleTimeout"),
      config.idleTimeoutS === 0 ? t("server.off") : seconds(config.idleTimeoutS),
    ],
    ["ALLOW_NO_SUBPROTOCOL", t("server.noSubprotocol"), t(config.allowNoSubprotocol ? "server.yes" : "server.no")],
    ["MAX_MESSAGE_BYTES", t("server.maxMessage"), `${format.number(config.maxMessageBytes / 1024, 1, 0)} KiB`],
    ["MAX_MESSAGES_PER_S", t("server.maxPace"), format.number(config.maxMessagesPerS)],
    ["PUBLIC_URL", t("server.publicUrl"), config.publicUrl ?? t("server.notSet")],
  ];
  return (
    <section class="card" aria-labelledby="server">
      <header class="card-head">
        <h2 id="server">{t("server.title")}</h2>
      </header>
      <p class="card-text hint">{t("server.where")}</p>
      <dl class="settings">
        {rows.map(([name, what, value]) => (
          <div key={name}>
            <dt>
              {what} <code>{name}</code>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function AboutServer({ about }: { about: AboutView }) {
  const { t, format } = useReader();
  const { version, deno, startedAt, kvPath, kvBytes, instances: [own, ...others] } = about;
  return (
    <section class="card" aria-labelledby="about">
      <header class="card-head">
        <h2 id="about">{t("about.title")}</h2>
      </header>
      <dl class="settings">
        <Row name={t("about.version")}>{version}</Row>
        <Row name="Deno">{deno}</Row>
        <Row name={t("about.started")}>
          <Time at={startedAt} />
        </Row>
        <Row name={t("about.store")}>
          {kvPath ?? t("about.platform")}
          {kvBytes !== null && <span class="sub">{format.number(kvBytes / 1024 ** 2, 1)} MiB</span>}
        </Row>
        <Row name={t("about.instances")}>
          <code>{own}</code>
          <span class="sub">
            {others.length === 0 ? t("about.alone") : t("about.others", { count: others.length })}
          </span>
        </Row>
      </dl>
    </section>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
