import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A labelled field: the label stands above, below a hint, and a remark on what was entered. */
export function Field({
  label,
  hint,
  remark,
  children,
}: {
  label: string;
  hint?: string;
  remark?: string;
  children: (id: string) => ComponentChildren;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id)}
      {hint && <p class="dim small">{hint}</p>}
      {remark && (
        <p class="remark small" role="status">
          {remark}
        </p>
      )}
    </div>
  );
}

/** One choice of several. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
  disabled,
  hint,
}: {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
  disabled?: boolean;
  hint?: string;
}) {
  return (
    <Field label={label} hint={hint}>
      {id => (
        <select
          id={id}
          value={value}
          disabled={disabled}
          onChange={event => onChange(event.currentTarget.value as Value)}
        >
          {options.map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A line of text; it is told when the field is left, undefined where it is empty. */
export function TextField({
  label,
  value,
  onChange,
  disabled,
  hint,
}: {
  label: string;
  value?: string;
  onChange: (value: string | undefined) => void;
  disabled?: boolean;
  hint?: string;
}) {
  return (
    <Field label={label} hint={hint}>
      {id => (
        <input
          id={id}
          type="text"
          key={value}
          defaultValue={value ?? ''}
          disabled={disabled}
          onChange={event => onChange(event.currentTarget.value || undefined)}
        />
      )}
    </Field>
  );
}

/** A number on a line, with its value beside the label. */
export function Slider({
  label,
  value,
  min,
  max,
  step,
  onInput,
  onChange,
  disabled,
  shown,
}: {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** Called while it is moved. */
  onInput?: (value: number) => void;
  /** Called when it is let go. */
  onChange?: (value: number) => void;
  disabled?: boolean;
  shown?: string;
}) {
  const id = useId();
  return (
    <div class="field slider">
      <label for={id}>{label}</label>
      <output for={id}>{shown ?? value}</output>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={disabled}
        onInput={event => onInput?.(Number(event.currentTarget.value))}
        onChange={event => onChange?.(Number(event.currentTarget.value))}
      />
    </div>
  );
}
