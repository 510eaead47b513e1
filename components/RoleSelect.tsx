import type { ControlProps } from "@/components/FormField.tsx";
import { useTexts } from "@/components/reader.ts";

const ROLES = ["viewer", "operator", "admin"] as const;

export function RoleSelect({ chosen, ...control }: ControlProps & { chosen: typeof ROLES[number] }) {
  const t = useTexts();
  return (
    <select {...control}>
      {ROLES.map((role) => <option key={role} value={role} selected={role === chosen}>{t(`role.${role}`)}</option>)}
    </select>
  );
}
