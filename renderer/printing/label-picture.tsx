// The label as it is printed: the true bitmap, dot for dot.

import type { LabelId, PrinterId } from '../../main/basics/ids.ts';
import { RefusalBar } from '../parts/notice-bar.tsx';
import type { Refused, RequestAnswer, RequestArgument } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { Wait } from '../parts/wait.tsx';
import { useText } from '../text/text.ts';
import styles from './printing.module.css';

/** `zoom`: screen pixels a dot; left out, the picture fits its place. */
export function LabelPicture({ labelId, zoom }: { readonly labelId: LabelId; readonly zoom?: number }) {
  return <Picture asked={{ labelId }} zoom={zoom} />;
}

/** An invented label in this layout. */
export function SamplePicture({ layout }: { readonly layout: string }) {
  return <Picture asked={{ layout }} zoom={undefined} />;
}

/** The test label as it should come out of this printer. */
export function TestPicture({ printerId }: { readonly printerId: PrinterId }) {
  const { value, refusal } = useAnswer(
    'printers.test-picture',
    { printerId },
    { refreshOn: ['printers.changed'] },
  );
  return <Shown picture={value} refusal={refusal} zoom={undefined} />;
}

function Picture(props: {
  readonly asked: RequestArgument<'labels.preview'>;
  readonly zoom: number | undefined;
}) {
  const { value, refusal } = useAnswer('labels.preview', props.asked);
  return <Shown picture={value} refusal={refusal} zoom={props.zoom} />;
}

function Shown(props: {
  readonly picture: RequestAnswer<'labels.preview'> | undefined;
  readonly refusal: Refused | null;
  readonly zoom: number | undefined;
}) {
  const { picture, refusal, zoom } = props;
  const { t } = useText();
  if (refusal) return <RefusalBar refusal={refusal} />;
  if (!picture) {
    return (
      <div className={styles.pictureWait}>
        <Wait what={t('printing.drawing')} />
      </div>
    );
  }
  const { pngBase64, widthDots, heightDots } = picture;
  return (
    <img
      className={styles.labelPicture}
      src={`data:image/png;base64,${pngBase64}`}
      width={widthDots}
      height={heightDots}
      style={zoom ? { width: widthDots * zoom, height: heightDots * zoom, maxWidth: 'none' } : undefined}
      alt={t('printing.label-picture')}
    />
  );
}
