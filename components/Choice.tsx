/** A choice of a filter form, named for those who do not see what stands around it. */
export function Choice({ label, name, chosen, options }: {
  label: string;
  name: string;
  chosen: string | undefined;
  options: [value: string, text: string][];
}) {
  return (
    <label class="choice">
      <span class="sr-only">{label}</span>
      <select name={name}>
        {options.map(([value, text]) => (
          <option key={value} value={value} selected={value === (chosen ?? "")}>{text}</option>
        ))}
      </select>
    </label>
  );
}
