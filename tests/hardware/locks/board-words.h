/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#define COIL "output-address=0\n"
#define FLASH COIL "all-off=coils\npulse=coil-100ms\npulse-address=0x0200\n"
#define EIGHT_INPUTS "input-table=inputs\ninput-address=0\n"
#define MODES "misses-first-frame=true\nmodes-address=0x1000\nmodes-count=8\n"
#define RELAYS "state-table=coils\nstate-address=0\n"
#define ELETECHSUP                                                                                           \
  "unit-max=63\ngap-ms=25\noutput=register\noutput-on=0x0100\npulse=register-word\npulse-word=0x0600\n"
#define FROM_1                                                                                               \
  "output-address=1\npulse-address=1\noutput-off=0x0200\nall-off=word\nall-off-address=0\nall-off-value="    \
  "0x0800\n"
#define ADAM "gap-ms=50\noutput-address=0x10\nall-off=coils\npulse=none\ninput-table=coils\ninput-address=0\n"
#define PLAIN COIL "all-off=coils\npulse=none\n"

/* The profile of a shipped board, and the same in words. */
static const struct {
  const char *profile;
  const char *words;
} board_words[] = {
    {"waveshare-rtu-d", FLASH EIGHT_INPUTS MODES},
    {"waveshare-rtu-8", FLASH RELAYS},
    {"waveshare-rtu-16", "channels=16\n" FLASH RELAYS},
    {"waveshare-rtu-32", "channels=32\n" FLASH RELAYS},
    {"waveshare-io-8ch", FLASH EIGHT_INPUTS MODES},
    {"waveshare-poe-eth", FLASH RELAYS},
    {"waveshare-poe-eth-16", "channels=16\n" FLASH RELAYS},
    {"waveshare-poe-eth-30", "channels=30\n" FLASH RELAYS},
    {"waveshare-poe-eth-b", FLASH EIGHT_INPUTS MODES},
    {"lc-modbus",
     "unit-max=255\ngap-ms=5\nmisses-first-frame=true\n" COIL
     "all-off=coils\npulse=register-pair\npulse-address=3\npulse-stride=5\npulse-word=4\n" EIGHT_INPUTS},
    {"eletechsup-fc06", ELETECHSUP FROM_1 "state-table=registers\nstate-address=1\n"},
    {"eletechsup-fc06-base0",
     ELETECHSUP "output-address=0\noutput-off=0x0600\npulse-address=0\nstate-table=registers\n"
                "state-address=0\n"},
    {"eletechsup-n4d8b08", ELETECHSUP FROM_1 "input-table=registers\ninput-address=0x00C0\n"},
    {"adam-6050", "channels=6\n" ADAM "inputs=12\n"},
    {"adam-6052", ADAM},
    {"adam-6060", "channels=6\n" ADAM},
    {"moxa-e1212", PLAIN EIGHT_INPUTS},
    {"moxa-e1213", PLAIN EIGHT_INPUTS},
    {"moxa-e1214", "channels=6\n" PLAIN EIGHT_INPUTS},
    {"kincony-hav2", "channels=6\nunit-min=10\nunit-max=10\n" COIL "pulse=none\n" EIGHT_INPUTS},
    {"wellpro-8r", PLAIN RELAYS},
    {"xunming-16",
     "channels=16\noutput-address=0x65\npulse=coil-1ms\npulse-address=0x65\nstate-table=none\n"},
    {"stm8",
     "gap-ms=50\noutput-address=1\noutput-on=0x0100\nall-off=word\nall-off-address=0x00FF\nall-off-value=0\n"
     "pulse=none\ninput-table=inputs\ninput-address=1\ninputs-per-read=1\n"},
};
