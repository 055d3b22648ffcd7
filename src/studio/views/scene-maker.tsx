import { fittingOf, priceOf } from '../state/changes.ts';
import { plan, scene, selected, view } from '../state/production.ts';
import { choices } from '../state/studio.ts';
import { dollars } from '../words.ts';
import { change, drawAs } from './change-scene.ts';
import { Choice } from './fields.tsx';
import { Knobs } from './scene-look.tsx';

/** Who makes the scene, and what that costs. */
export function Maker({ off }: { off: boolean }) {
  const own = scene.value!;
  const known = choices.value;
  const drawn = plan.value?.scenes[selected.value];
  const standard = view.value?.settings.generator ?? 'built-in';
  const generator = own.generator ?? standard;
  const cost = priceOf(selected.value);
  const isFree = /^(built-in|footage|diffusion)/.test(generator);
  const listed = known?.generators.map(
    ({ name, title, configured }) => [name, configured ? title : `${title} (no key)`] as const,
  );
  const options = listed?.some(([name]) => name === generator)
    ? listed
    : [...(listed ?? []), [generator, generator] as const];
  return (
    <>
      <Choice
        label="Made by"
        value={generator}
        disabled={off}
        options={options}
        hint={
          generator === 'footage'
            ? 'Shows the clips and stills ticked below, cut on beats.'
            : isFree
              ? undefined
              : cost === undefined
                ? 'Nothing is ordered before you have seen the sum.'
                : `${dollars(cost)} by list price, made at ${fittingOf(selected.value)}. Nothing is ordered before you have said yes.`
        }
        onChange={name => change('Generator', { generator: name === standard ? undefined : name })}
      />
      {generator === 'built-in' && (
        <>
          <Choice
            label="Drawn as"
            value={own.scene ?? ''}
            disabled={off}
            options={[
              ['', `By the description: ${(drawn?.scene ?? '').replaceAll('-', ' ')}`],
              ...(known?.scenes.map(
                ({ name, title, own: isOwn }) => [name, isOwn ? `${title} (yours)` : title] as const,
              ) ?? []),
            ]}
            onChange={name => drawAs(name || undefined)}
          />
          <Knobs off={off} />
        </>
      )}
    </>
  );
}
