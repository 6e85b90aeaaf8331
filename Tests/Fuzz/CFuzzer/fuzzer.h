// What libFuzzer offers to the program it is linked into (compiler-rt, FuzzerInterface.h); the toolchain has no header.
#ifndef ZVONOK_FUZZER_H
#define ZVONOK_FUZZER_H

#include <stddef.h>
#include <stdint.h>

// One input; 0: it may be kept.
typedef int (*zvonok_fuzz_target)(const uint8_t *data, size_t size);

// Runs until the limits given by its flags are reached, and ends the process.
int LLVMFuzzerRunDriver(int *argc, char ***argv, zvonok_fuzz_target target);

// Changes `size` bytes in place; the result has at most `max_size`. Returns its size.
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

#endif
