/** Finds the routes, islands and static files of a project. */
import { basename, extname, join, relative } from "node:path";

export interface Found {
  routes: { id: string; path: string }[];
  islands: { name: string; path: string }[];
  files: { url: string; path: string }[];
}

export interface Folders {
  routeDir: string;
  islandDir: string;
  staticDir: string;
  ignore: RegExp[];
}

export async function crawl({ routeDir, islandDir, staticDir, ignore }: Folders): Promise<Found> {
  const inRoutes = (await walk(routeDir)).filter((path) => isModule(path, ignore));
  const islandPaths = [
    ...(await walk(islandDir)).filter((path) => isModule(path, ignore)),
    ...inRoutes.filter((path) => path.includes("/(_islands)/")),
  ];
  return {
    // A folder like `(_components)` lies among the routes, but holds none.
    routes: inRoutes.filter((path) => !/\/\(_[^/]+\)\//.test(path)).map((path) => ({
      id: "/" + relative(routeDir, path).slice(0, -extname(path).length),
      path,
    })),
    islands: nameUniquely(islandPaths),
    files: (await walk(staticDir)).filter((path) => !/\/\.(?!well-known\/)/.test(path.slice(staticDir.length)))
      .map((path) => ({ url: "/" + relative(staticDir, path), path })),
  };
}

/** The files below a folder, sorted; none when there is no such folder. */
export async function walk(folder: string): Promise<string[]> {
  const paths: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = join(folder, name);
      paths.push(...isDirectory ? await walk(path) : [path]);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return paths.sort();
}

function isModule(path: string, ignore: RegExp[]): boolean {
  return /\.[jt]sx?$/.test(path) && !ignore.some((pattern) => pattern.test(path));
}

/** An island's name is its file's, with a number when two files have the same. */
function nameUniquely(paths: string[]): Found["islands"] {
  const taken = new Set<string>();
  return paths.map((path) => {
    const base = basename(path, extname(path)).replace(/\W/g, "_");
    let name = base;
    for (let n = 1; taken.has(name); n++) name = `${base}_${n}`;
    taken.add(name);
    return { name, path };
  });
}
