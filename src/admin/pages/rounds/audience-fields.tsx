import { channelNames } from '../../../channels/channel.ts';
import { offices } from '../../../people/participant.model.ts';
import type { FormProps } from './line.tsx';

/** Whom the round invites. Nothing ticked in a group means all of it. */
export function AudienceFields(props: FormProps) {
  const { visit, typed, problems } = props;
  const { t, office } = visit.words;
  const served = visit.deps.invitationDesk.channels.map(({ name }) => name);
  const channels = channelNames.filter((name) => served.includes(name) || typed.channels.includes(name));
  return (
    <>
      <p class="soft small">{t('rounds.audience-how')}</p>
      {problems.audience && <small class="problem">{problems.audience}</small>}
      <Areas {...props} />
      <Boxes
        legend={t('field.office')}
        name="offices"
        ticked={typed.offices}
        options={offices.map((one) => [one, office(one)])}
      />
      {channels.length > 1 && (
        <Boxes
          legend={t('field.address')}
          name="channels"
          ticked={typed.channels}
          options={channels.map((one) => [one, t(`network.${one}`)])}
        />
      )}
      <label class="pick" for="silent-only">
        <input
          id="silent-only"
          type="checkbox"
          name="silentOnly"
          value="yes"
          checked={typed.silentOnly === 'yes'}
        />
        <span>
          {t('rounds.silent-only')}
          <small>{t('rounds.silent-hint')}</small>
        </span>
      </label>
    </>
  );
}

function Areas({ visit, lookups, typed }: FormProps) {
  const { t } = visit.words;
  return (
    <fieldset id="audience">
      <legend>{t('field.kecamatan')}</legend>
      {lookups.kecamatan.map(({ code, name }) => {
        const villages = lookups.regions.filter((region) => region.kecamatan.code === code);
        const some = villages.filter(({ _id }) => typed.villages.includes(_id));
        const whole = typed.kecamatan.includes(code);
        return (
          <div key={code} class="area">
            <Box name="kecamatan" value={code} label={name} ticked={whole} />
            <details open={some.length > 0 && !whole}>
              <summary>
                {t('rounds.villages', { count: villages.length })} <span class="unseen">{name}</span>
              </summary>
              <div class="boxes">
                {villages.map((village) => (
                  <Box
                    key={village._id}
                    name="villages"
                    value={village._id}
                    label={village.name}
                    ticked={!whole && typed.villages.includes(village._id)}
                  />
                ))}
              </div>
            </details>
          </div>
        );
      })}
    </fieldset>
  );
}

function Boxes(props: { legend: string; name: string; ticked: string[]; options: [string, string][] }) {
  return (
    <fieldset>
      <legend>{props.legend}</legend>
      <div class="boxes">
        {props.options.map(([value, label]) => (
          <Box
            key={value}
            name={props.name}
            value={value}
            label={label}
            ticked={props.ticked.includes(value)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Box({
  name,
  value,
  label,
  ticked,
}: {
  name: string;
  value: string;
  label: string;
  ticked: boolean;
}) {
  const id = `${name}-${value}`;
  return (
    <label class="pick" for={id}>
      <input id={id} type="checkbox" name={name} value={value} checked={ticked} />
      <span>{label}</span>
    </label>
  );
}
