/*
 * Go-back-N: the twin of spec/gbn/gbn.sqt, written by hand. Every action is one d_step: what lies inside is neither
 * stored nor counted, so that one action is one transition.
 *
 * -D WINDOW=n    messages that may be in flight
 * -D MESSAGES=n  the user's one call: SEND(n)
 * and those of channel.pml
 */
#ifndef WINDOW
#define WINDOW   2
#define MESSAGES 4
#define CAPACITY 2
#endif
#include "channel.pml"

/* The sender. */
mtype = { OPEN, FULL };
mtype state = OPEN;
byte base, next, queued;
bit  retransmission;        /* the timer is running */
bit  called;                /* how far the user is in the script */

/* The receiver. */
byte wanted;

/* Messages of one direction differ in SEQ only. */
byte data[CAPACITY], datas; /* to the receiver */
byte acks[CAPACITY], ackss; /* to the sender */

hidden byte seq;

inline transmit() {
    do
    :: next < queued && next - base < WINDOW -> push(data, datas, next); next++
    :: else -> break
    od;
    if
    :: next - base < WINDOW -> state = OPEN
    :: else -> state = FULL
    fi;
    if
    :: next == base -> retransmission = 0
    :: else -> retransmission = 1
    fi
}

inline sender_takes(SEQ) {
    if
    :: base < SEQ && SEQ <= next -> base = SEQ; retransmission = 0; transmit()
    :: else
    fi
}

inline receiver_takes(SEQ) {
    if
    :: SEQ == wanted -> wanted++
    :: else
    fi;
    push(acks, ackss, wanted)
}

/* What the specification watches. Losses do not touch it. */
#define watch() \
    assert(next - base <= WINDOW); \
    assert(next == base || retransmission); \
    assert(next != base || !retransmission); \
    assert(base <= wanted && wanted <= queued)

#define deliver_data(QUEUE, COUNT, PLACE) \
    :: d_step { there(QUEUE, COUNT, PLACE) -> \
        seq = QUEUE[PLACE]; take(QUEUE, COUNT, PLACE); receiver_takes(seq); watch() }
#define deliver_acks(QUEUE, COUNT, PLACE) \
    :: d_step { there(QUEUE, COUNT, PLACE) -> \
        seq = QUEUE[PLACE]; take(QUEUE, COUNT, PLACE); sender_takes(seq); watch() }
#define duplicate_data(QUEUE, COUNT, PLACE) \
    :: d_step { there(QUEUE, COUNT, PLACE) -> seq = QUEUE[PLACE]; receiver_takes(seq); watch() }
#define duplicate_acks(QUEUE, COUNT, PLACE) \
    :: d_step { there(QUEUE, COUNT, PLACE) -> seq = QUEUE[PLACE]; sender_takes(seq); watch() }

active proctype system() {
end:
    do
    :: d_step { !called -> called = 1; queued = queued + MESSAGES; transmit(); watch() }
    each_next(deliver_data, data, datas)
    each_next(deliver_acks, acks, ackss)
    :: d_step { retransmission -> retransmission = 0; next = base; transmit(); watch() }
    each_next(duplicate_data, data, datas)
    each_next(duplicate_acks, acks, ackss)
    each_place(lose, data, datas)
    each_place(lose, acks, ackss)
    od
}
