// CURVE sockets of the bare programs.
#ifndef ZVONOK_BENCHMARKS_ZMQ_COMMON_H
#define ZVONOK_BENCHMARKS_ZMQ_COMMON_H

#include <pthread.h>
#include <zmq.h>

#include "common.h"

enum { KEY_LENGTH = 41 };

static inline void set_option(void *socket, int option, const void *value, size_t size) {
    if (zmq_setsockopt(socket, option, value, size) != 0) die("socket option %d: %s", option, zmq_strerror(zmq_errno()));
}

static inline void set_int(void *socket, int option, int value) { set_option(socket, option, &value, sizeof value); }

// A DEALER that is connected and through with its handshake.
static inline void *connect_dealer(
    void *context, const char *endpoint, const char *server, const char *public, const char *secret) {
    void *socket = zmq_socket(context, ZMQ_DEALER);
    if (!socket) die("no socket: %s", zmq_strerror(zmq_errno()));
    set_option(socket, ZMQ_CURVE_SERVERKEY, server, KEY_LENGTH);
    set_option(socket, ZMQ_CURVE_PUBLICKEY, public, KEY_LENGTH);
    set_option(socket, ZMQ_CURVE_SECRETKEY, secret, KEY_LENGTH);
    set_int(socket, ZMQ_IMMEDIATE, 1);
    set_int(socket, ZMQ_LINGER, 0);
    set_int(socket, ZMQ_RCVTIMEO, 30000);
    set_int(socket, ZMQ_SNDTIMEO, 30000);
    if (zmq_connect(socket, endpoint) != 0) die("connect %s: %s", endpoint, zmq_strerror(zmq_errno()));
    zmq_pollitem_t item = {socket, 0, ZMQ_POLLOUT, 0};
    if (zmq_poll(&item, 1, 10000) != 1) die("no handshake with %s", endpoint);
    return socket;
}

// A ROUTER that sends back whatever comes; ends with its context.
struct echo {
    void *context;
    char public[KEY_LENGTH], secret[KEY_LENGTH], endpoint[64];
    void *socket;
    pthread_t thread;
};

static inline void *run_echo(void *argument) {
    struct echo *echo = argument;
    zmq_msg_t part;
    zmq_msg_init(&part);
    while (zmq_msg_recv(&part, echo->socket, 0) >= 0) {
        int more = zmq_msg_more(&part);
        if (zmq_msg_send(&part, echo->socket, more ? ZMQ_SNDMORE : 0) < 0) break;
    }
    zmq_msg_close(&part);
    zmq_close(echo->socket);
    return NULL;
}

static inline void start_echo(struct echo *echo) {
    if (zmq_curve_keypair(echo->public, echo->secret) != 0) die("libzmq was built without CURVE");
    echo->context = zmq_ctx_new();
    echo->socket = zmq_socket(echo->context, ZMQ_ROUTER);
    set_int(echo->socket, ZMQ_CURVE_SERVER, 1);
    set_option(echo->socket, ZMQ_CURVE_SECRETKEY, echo->secret, KEY_LENGTH);
    set_int(echo->socket, ZMQ_LINGER, 0);
    if (zmq_bind(echo->socket, "tcp://127.0.0.1:*") != 0) die("bind: %s", zmq_strerror(zmq_errno()));
    size_t size = sizeof echo->endpoint;
    zmq_getsockopt(echo->socket, ZMQ_LAST_ENDPOINT, echo->endpoint, &size);
    if (pthread_create(&echo->thread, NULL, run_echo, echo) != 0) die("no thread");
}

// A DEALER with a key pair of its own.
static inline void *connect_to_echo(void *context, const struct echo *echo) {
    char public[KEY_LENGTH], secret[KEY_LENGTH];
    if (zmq_curve_keypair(public, secret) != 0) die("no key pair");
    return connect_dealer(context, echo->endpoint, echo->public, public, secret);
}

#endif
