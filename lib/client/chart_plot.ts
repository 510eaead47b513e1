/** Draws lines on a canvas with uPlot, in the colours that the page has now. */
import type uPlot from "uplot";
import type { Format } from "../texts/format.ts";
import { labelTicks, rangeOf, widthOf } from "./chart_axes.ts";
import { formatTicks } from "./chart_format.ts";
import type { ChartData, ChartLine, Tone } from "./chart_lines.ts";

/** Epoch seconds. */
export interface Window {
  from: number;
  to: number;
}

export interface PlotHooks {
  /** Where the reader points: for each line the place of its value, behind the one of the time. Null: nowhere. */
  pointed(indexes: (number | null)[] | null): void;
  /** What was chosen by dragging; null by a double click. */
  zoomed(window: Window | null): void;
}

type Colour = Tone | "fill" | "text" | "grid";

const COLOURS: Colour[] = ["main", "soc", "l1", "l2", "l3", "fill", "text", "grid"];
/** Lines differ by more than their colour. */
const DASHES: Record<Tone, number[] | undefined> = {
  main: undefined,
  soc: [6, 4],
  l1: undefined,
  l2: [8, 4],
  l3: [2, 3],
};
const DRAG_PX = 6;
const ONE_LINE_PX = 24;
const TWO_LINES_PX = 42;
const HALF_A_LABEL_PX = 30;

export class Plot {
  #uplot: uPlot | null = null;
  /** Half of a page's script: it is fetched when there is something to draw. */
  #library: typeof uPlot | null = null;
  #isLoading = false;
  #isDestroyed = false;
  #drawing: { data: ChartData; window: Window } | null = null;
  /** Of the lines that are drawn: others need other axes. */
  #kind = "";
  #window: Window = { from: 0, to: 1 };
  #colours: Partial<Record<Colour, string>> = {};
  readonly #watchers: { disconnect(): void }[];
  readonly #scheme = matchMedia("(prefers-color-scheme: dark)");
  readonly #repaint = () => {
    this.#readColours();
    this.#uplot?.redraw(false);
  };

  /** Paper is white, whatever the theme. */
  readonly #toPaper = () => {
    document.documentElement.style.colorScheme = "light";
    this.#repaint();
  };
  readonly #toScreen = () => {
    document.documentElement.style.colorScheme = "";
    this.#repaint();
  };

  /** `place` has a size of its own. */
  constructor(
    private readonly place: HTMLElement,
    private readonly hooks: PlotHooks,
    private readonly format: Format,
  ) {
    this.#readColours();
    const resizing = new ResizeObserver(() => this.#uplot?.setSize(this.#size()));
    resizing.observe(place);
    const theming = new MutationObserver(this.#repaint);
    theming.observe(document.documentElement, { attributeFilter: ["class", "style", "data-theme"] });
    this.#scheme.addEventListener("change", this.#repaint);
    addEventListener("beforeprint", this.#toPaper);
    addEventListener("afterprint", this.#toScreen);
    this.#watchers = [resizing, theming];
  }

  draw(data: ChartData, window: Window): void {
    this.#drawing = { data, window };
    if (this.#library !== null) this.#draw(this.#library);
    else if (data.lines.length > 0) this.#load();
  }

  #load(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    import("uplot").then(({ default: library }) => {
      this.#library = library;
      if (!this.#isDestroyed) this.#draw(library);
    }).catch((error) => {
      // The next drawing tries again.
      this.#isLoading = false;
      console.error("Cannot load the chart", error);
    });
  }

  #draw(library: typeof uPlot): void {
    if (this.#drawing === null) return;
    const { data: { at, lines }, window } = this.#drawing;
    const kind = lines.map(({ tone, unit }) => tone + unit.text).join();
    const data: uPlot.AlignedData = [at, ...lines.map(({ values }) => values)];
    this.#window = window;
    if (this.#uplot === null || kind !== this.#kind) {
      this.#kind = kind;
      this.#uplot?.destroy();
      this.#uplot = new library(this.#options(lines), data, this.place);
      return;
    }
    this.#uplot.batch((plot: uPlot) => {
      plot.setData(data, false);
      plot.setScale("x", { min: window.from, max: window.to });
    });
  }

  destroy(): void {
    for (const watcher of this.#watchers) watcher.disconnect();
    this.#scheme.removeEventListener("change", this.#repaint);
    this.#isDestroyed = true;
    removeEventListener("beforeprint", this.#toPaper);
    removeEventListener("afterprint", this.#toScreen);
    this.#uplot?.destroy();
  }

  #size(): { width: number; height: number } {
    return { width: this.place.clientWidth, height: this.place.clientHeight };
  }

  /** As the browser resolves them: what a custom property says may be a formula. */
  #readColours(): void {
    const probe = this.place.appendChild(document.createElement("i"));
    for (const name of COLOURS) {
      probe.style.color = `var(--chart-${name})`;
      this.#colours[name] = getComputedStyle(probe).color;
    }
    probe.remove();
  }

  #options(lines: ChartLine[]): uPlot.Options {
    const units = new Map(lines.map(({ unit }) => [unit.text, unit]));
    const paint = (name: Colour) => () => this.#colours[name] ?? "currentColor";
    const font = `12px ${getComputedStyle(this.place).fontFamily}`;
    const common: uPlot.Axis = { font, stroke: paint("text"), ticks: { show: false }, gap: 6 };
    const grid = { stroke: paint("grid"), width: 1 };
    return {
      ...this.#size(),
      // The last label of the time axis stands half beyond the plot.
      padding: [10, units.size > 1 ? 0 : HALF_A_LABEL_PX, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        points: { size: 8, width: 0, fill: (_, i) => this.#colours[lines[i - 1].tone] ?? "currentColor" },
        drag: { x: true, y: false, setScale: false, dist: DRAG_PX },
        bind: {
          dblclick: () => () => {
            this.hooks.zoomed(null);
            return null;
          },
        },
      },
      scales: {
        x: { time: true, range: () => [this.#window.from, this.#window.to] },
        ...Object.fromEntries(
          [...units].map((
            [key, unit],
          ) => [key, { range: (_: uPlot, min: number | null, max: number | null) => rangeOf(unit, min, max) }]),
        ),
      },
      axes: [
        {
          ...common,
          grid,
          space: 84,
          size: (_, labels) => labels?.some((label) => label?.includes("\n")) ? TWO_LINES_PX : ONE_LINE_PX,
          values: (_, splits, __, ___, step) => formatTicks(splits, step, this.format),
        },
        ...[...units].map(([scale, unit], i): uPlot.Axis => ({
          ...common,
          scale,
          side: i === 0 ? 3 : 1,
          grid: { ...grid, show: i === 0 },
          space: 36,
          size: (_, labels) => widthOf(labels),
          splits: scale === "%" ? [0, 25, 50, 75, 100] : undefined,
          values: (_, splits) => labelTicks(splits, unit, this.format),
        })),
      ],
      series: [
        {},
        ...lines.map(({ name, tone, unit }): uPlot.Series => ({
          label: name,
          scale: unit.text,
          stroke: paint(tone),
          fill: tone === "main" ? paint("fill") : undefined,
          width: 2,
          dash: DASHES[tone],
          points: { size: 5, width: 0, fill: paint(tone) },
        })),
      ],
      hooks: {
        setCursor: [({ cursor }) => this.hooks.pointed((cursor.left ?? -1) < 0 ? null : [...cursor.idxs ?? []])],
        setSelect: [(plot) => this.#selected(plot)],
      },
    };
  }

  #selected(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < DRAG_PX) return;
    this.hooks.zoomed({ from: plot.posToVal(left, "x"), to: plot.posToVal(left + width, "x") });
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  }
}
