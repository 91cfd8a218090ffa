/*
 * The alternating bit protocol: the twin of spec/abp/abp.sqt, written by hand. Every action is one d_step: what lies
 * inside is neither stored nor counted, so that one action is one transition.
 *
 * -D MESSAGES=n  the user's calls: SEND(1), then SEND(2) to SEND(n), each when in IDLE
 * and those of channel.pml
 */
#ifndef MESSAGES
#define MESSAGES 3
#define CAPACITY 2
#endif
#include "channel.pml"

/* The sender. */
mtype = { IDLE, WAITING };
mtype state = IDLE;
bit  sent_bit;
byte size;                  /* of the outstanding message */
bit  retransmission;        /* the timer is running */
byte called;                /* how far the user is in the script */

/* The receiver. */
bit  expected;

byte data[CAPACITY], datas; /* to the receiver: twice the size, and the bit */
byte acks[CAPACITY], ackss; /* to the sender: the bit */

hidden byte frame;

inline transmit() {
    frame = 2 * size + sent_bit;
    push(data, datas, frame);
    retransmission = 1
}

inline send(n) {
    size = n;
    state = WAITING;
    transmit()
}

inline sender_takes(BIT) {
    if
    :: state == WAITING && BIT == sent_bit ->
        retransmission = 0; sent_bit = !sent_bit; size = 0; state = IDLE
    :: else
    fi
}

inline receiver_takes(BIT) {
    push(acks, ackss, BIT);
    if
    :: BIT == expected -> expected = !expected
    :: else
    fi
}

/* What the specification watches. Losses do not touch it. */
#define watch() \
    assert(retransmission || state != WAITING); \
    assert(state == WAITING || !retransmission); \
    assert(state == WAITING || sent_bit == expected)

#define deliver_data(QUEUE, COUNT, PLACE) \
    :: d_step { there(QUEUE, COUNT, PLACE) -> \
        frame = QUEUE[PLACE] & 1; take(QUEUE, COUNT, PLACE); receiver_takes(frame); watch() }
#define deliver_acks(QUEUE, COUNT, PLACE) \
    :: d_step { there(QUEUE, COUNT, PLACE) -> \
        frame = QUEUE[PLACE]; take(QUEUE, COUNT, PLACE); sender_takes(frame); watch() }
#define duplicate_data(QUEUE, COUNT, PLACE) \
    :: d_step { there(QUEUE, COUNT, PLACE) -> frame = QUEUE[PLACE] & 1; receiver_takes(frame); watch() }
#define duplicate_acks(QUEUE, COUNT, PLACE) \
    :: d_step { there(QUEUE, COUNT, PLACE) -> frame = QUEUE[PLACE]; sender_takes(frame); watch() }

active proctype system() {
end:
    do
    :: d_step { called < MESSAGES && state == IDLE -> called++; send(called); watch() }
    each_next(deliver_data, data, datas)
    each_next(deliver_acks, acks, ackss)
    :: d_step { retransmission -> retransmission = 0; transmit(); watch() }
    each_next(duplicate_data, data, datas)
    each_next(duplicate_acks, acks, ackss)
    each_place(lose, data, datas)
    each_place(lose, acks, ackss)
    od
}
