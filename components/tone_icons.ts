/** How it went, as a picture. */
import { CircleAlert, CircleCheck, Hourglass } from "lucide-preact";

export const toneIcons = { fine: CircleCheck, waiting: Hourglass, trouble: CircleAlert };
