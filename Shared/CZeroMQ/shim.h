#pragma once
// First, so that the thread name and gettid declarations below are there whatever is included later.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

// Debian builds option 93 into its library, but its header shows the name only under ZMQ_BUILD_DRAFT_API.
static const int32_t czmq_option_zap_enforce_domain = 93;

// A sum of macros, which Swift does not import.
static const int32_t czmq_error_context_terminated = ETERM;

// Swift's overlay has no eventfd: its flags are enum constants.
static inline int czmq_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

// One wake-up. EAGAIN means the counter is full, so the reader is awake anyway.
static inline int czmq_eventfd_signal(int fd) {
    const uint64_t one = 1;
    ssize_t written;
    do { written = write(fd, &one, sizeof one); } while (written < 0 && errno == EINTR);
    return written == (ssize_t) sizeof one || errno == EAGAIN ? 0 : -1;
}

// Takes all wake-ups at once.
static inline void czmq_eventfd_clear(int fd) {
    uint64_t count;
    ssize_t taken;
    do { taken = read(fd, &count, sizeof count); } while (taken < 0 && errno == EINTR);
}

static inline void czmq_close(int fd) { (void) close(fd); }

// The system call, not pthread_self: glibc declares that one const, so an optimised check across an await may lie.
static inline int32_t czmq_thread_id(void) { return (int32_t) syscall(SYS_gettid); }

// Nanoseconds of CLOCK_MONOTONIC, without the cost of Swift's clock types on the hot path.
static inline int64_t czmq_monotonic_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

// Signals are for the program's own threads, but for those that say what this thread itself did wrong: blocked, they
// would end the process without a report. At most 15 bytes of name are kept by the kernel.
static inline void czmq_prepare_thread(const char *name) {
    static const int own[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
    sigset_t blocked;
    sigfillset(&blocked);
    for (size_t index = 0; index < sizeof own / sizeof *own; index++) sigdelset(&blocked, own[index]);
    pthread_sigmask(SIG_SETMASK, &blocked, NULL);
    pthread_setname_np(pthread_self(), name);
}

// A detached thread that runs body(argument); 0 or an errno value. Swift's pthread_create differs between platforms.
static inline int czmq_start_thread(void *(*body)(void *), void *argument) {
    pthread_t thread;
    const int status = pthread_create(&thread, NULL, body, argument);
    return status == 0 ? pthread_detach(thread) : status;
}
