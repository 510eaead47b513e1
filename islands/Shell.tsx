/** What lives around every page: one module, for every page has all of it. */
export { default as Confirm } from "@/parts/Confirm.tsx";
export { default as LinkState } from "@/parts/LinkState.tsx";
export { default as Shortcuts } from "@/parts/Shortcuts.tsx";
export { default as Toasts } from "@/parts/Toasts.tsx";
