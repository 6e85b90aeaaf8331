// What the bare programs share: clocks, files, and an end with a reason.
#ifndef ZVONOK_BENCHMARKS_COMMON_H
#define ZVONOK_BENCHMARKS_COMMON_H

#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

__attribute__((noreturn, format(printf, 1, 2))) static inline void die(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

static inline int64_t now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

// Of this process, user and system.
static inline int64_t cpu_us(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (int64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec +
           usage.ru_stime.tv_usec;
}

static inline void *allocate(size_t size) {
    void *memory = malloc(size ? size : 1);
    if (!memory) die("no memory for %zu bytes", size);
    return memory;
}

// A file read from beginning to end; what is read beyond its end is a fault.
struct reader {
    const uint8_t *at, *end;
};

static inline struct reader open_file(const char *path) {
    int file = open(path, O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) die("cannot open %s", path);
    void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (bytes == MAP_FAILED) die("cannot map %s", path);
    close(file);
    return (struct reader){bytes, (const uint8_t *)bytes + status.st_size};
}

static inline const void *take(struct reader *reader, size_t size) {
    if ((size_t)(reader->end - reader->at) < size) die("the file ends in the middle");
    const void *found = reader->at;
    reader->at += size;
    return found;
}

static inline uint32_t take_u32(struct reader *reader) {
    uint32_t value;
    memcpy(&value, take(reader, 4), 4);
    return value;
}

static inline uint8_t take_u8(struct reader *reader) { return *(const uint8_t *)take(reader, 1); }

static int compare_ns(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

// The value below which this share of the sorted times lies.
static inline double percentile_us(int64_t *times, size_t count, double share) {
    qsort(times, count, sizeof *times, compare_ns);
    return (double)times[(size_t)((double)(count - 1) * share)] / 1000;
}

#endif
