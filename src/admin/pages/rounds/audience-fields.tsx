import { channelNames } from '../../../channels/channel.ts';
import { offices } from '../../../people/participant.model.ts';
import { AreaBoxes, Box } from '../../shell/area-boxes.tsx';
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
      <fieldset id="audience">
        <legend>{t('field.kecamatan')}</legend>
        <AreaBoxes {...props} />
      </fieldset>
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
