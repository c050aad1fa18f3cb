/* Usage: speak "text" out.wav
 * Says the text with Flite's rms voice, and prints one line for each token:
 * token, start of its first word, end of its last word (seconds, tab separated). */
#include <stdio.h>
#include <flite/flite.h>

cst_voice *register_cmu_us_rms(const char *voxdir);

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  flite_init();
  cst_utterance *utt = flite_synth_text(argv[1], register_cmu_us_rms(NULL));
  if (!utt) return 1;
  for (cst_item *t = relation_head(utt_relation(utt, "Token")); t; t = item_next(t)) {
    const cst_item *first = item_daughter(t), *last = item_last_daughter(t);
    if (!first) continue;
    printf("%s\t%f\t%f\n", item_name(t),
           ffeature_float(first, "R:SylStructure.daughter1.daughter1.R:Segment.p.end"),
           ffeature_float(last, "R:SylStructure.daughtern.daughtern.R:Segment.end"));
  }
  return cst_wave_save_riff(utt_wave(utt), argv[2]) < 0;
}
