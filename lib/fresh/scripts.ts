/** The end of `<body>`: slots that no island showed, the islands' props, and the module that starts them. */
import { type ComponentChildren, h } from "preact";
import { type RenderState, renderState } from "./render_state.ts";
import { serialize } from "./serialize.ts";
import { ALIVE_URL } from "./snapshot.ts";

export function Scripts(): ComponentChildren {
  return [h(HiddenSlots, { from: 0 }), h(Boot, null)];
}

/** An island may show its children later, so they are sent in a template. Rendering one may bring more of them. */
function HiddenSlots({ from }: { from: number }): ComponentChildren {
  const slots = renderState()?.slots ?? [];
  if (from === slots.length) return null;
  const templates = slots.slice(from).map((content, i) =>
    content === undefined ? null : h("template", { id: `frsh-slot-${from + i}` }, content)
  );
  return [templates, h(HiddenSlots, { from: slots.length })];
}

function Boot(): ComponentChildren {
  const state = renderState();
  if (state === null || state.snapshot === null) return null;
  const reload = state.mode === "development" ? inlineModule(RELOAD) : null;
  if (state.islands.size === 0) return reload;
  return [
    h("script", { type: "application/json", id: "frsh-props", dangerouslySetInnerHTML: { __html: propsJson(state) } }),
    inlineModule(bootCode(state.snapshot.runtime[0], state)),
    reload,
  ];
}

function propsJson(state: RenderState): string {
  return serialize(state.props.map(({ island, props }) => ({ [island]: props })));
}

function bootCode(runtime: string, { islands }: RenderState): string {
  const list = [...islands];
  const imports = list.map(({ modules, exportName }, i) =>
    `import{${exportName} as i${i}}from${JSON.stringify(encodeURI(modules[0]))};`
  );
  const registry = list.map(({ name }, i) => `${JSON.stringify(name)}:i${i}`);
  return `import{boot}from${JSON.stringify(runtime)};${imports.join("")}boot({${registry.join(",")}})`;
}

function inlineModule(code: string) {
  return h("script", { type: "module", dangerouslySetInnerHTML: { __html: code } });
}

const RELOAD =
  `let seen;new EventSource("${ALIVE_URL}").onmessage=e=>{if(seen&&seen!==e.data)location.reload();seen=e.data}`;
