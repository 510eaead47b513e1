/** How it went, as a picture. */
export const toneIcons = { fine: "circle-check", waiting: "hourglass", trouble: "circle-alert" } as const;
