/*
 * A channel as Sequent's scenarios have it, for the twins beside this file. One array and one count for each direction,
 * oldest message first; with -D REORDER in ascending order, so that equal contents are equal states. What is not in use
 * holds 0.
 *
 * Arrays and not chan: a chan shows its first message only, and the network loses any message.
 *
 * -D CAPACITY=n  messages that fit, each way: 1 to 6
 * -D REORDER     any message may be delivered next, not only the oldest
 */
hidden byte at;             /* scratch of one action, no part of a state */

/* A full channel loses what is sent. */
#ifdef REORDER
#define push(QUEUE, COUNT, MESSAGE) \
    if \
    :: COUNT < CAPACITY -> \
        at = COUNT; \
        do \
        :: at > 0 && QUEUE[at - 1] > MESSAGE -> QUEUE[at] = QUEUE[at - 1]; at-- \
        :: else -> break \
        od; \
        QUEUE[at] = MESSAGE; \
        COUNT++ \
    :: else \
    fi
#else
#define push(QUEUE, COUNT, MESSAGE) \
    if \
    :: COUNT < CAPACITY -> QUEUE[COUNT] = MESSAGE; COUNT++ \
    :: else \
    fi
#endif

#define take(QUEUE, COUNT, PLACE) \
    COUNT--; \
    at = PLACE; \
    do \
    :: at < COUNT -> QUEUE[at] = QUEUE[at + 1]; at++ \
    :: else -> break \
    od; \
    QUEUE[COUNT] = 0

/* There is a message, and not the same as at the place before: to lose (or, reordering, to deliver) either is the same. */
#define there(QUEUE, COUNT, PLACE) COUNT > PLACE && (PLACE == 0 || QUEUE[PLACE] != QUEUE[PLACE - 1])

#define lose(QUEUE, COUNT, PLACE) :: d_step { there(QUEUE, COUNT, PLACE) -> take(QUEUE, COUNT, PLACE) }

#if CAPACITY == 1
#define each_place(DO, QUEUE, COUNT) DO(QUEUE, COUNT, 0)
#elif CAPACITY == 2
#define each_place(DO, QUEUE, COUNT) DO(QUEUE, COUNT, 0) DO(QUEUE, COUNT, 1)
#elif CAPACITY == 3
#define each_place(DO, QUEUE, COUNT) DO(QUEUE, COUNT, 0) DO(QUEUE, COUNT, 1) DO(QUEUE, COUNT, 2)
#elif CAPACITY == 4
#define each_place(DO, QUEUE, COUNT) \
    DO(QUEUE, COUNT, 0) DO(QUEUE, COUNT, 1) DO(QUEUE, COUNT, 2) DO(QUEUE, COUNT, 3)
#elif CAPACITY == 5
#define each_place(DO, QUEUE, COUNT) \
    DO(QUEUE, COUNT, 0) DO(QUEUE, COUNT, 1) DO(QUEUE, COUNT, 2) DO(QUEUE, COUNT, 3) DO(QUEUE, COUNT, 4)
#elif CAPACITY == 6
#define each_place(DO, QUEUE, COUNT) \
    DO(QUEUE, COUNT, 0) DO(QUEUE, COUNT, 1) DO(QUEUE, COUNT, 2) DO(QUEUE, COUNT, 3) DO(QUEUE, COUNT, 4) DO(QUEUE, COUNT, 5)
#else
#error "CAPACITY is 1 to 6"
#endif

#ifdef REORDER
#define each_next(DO, QUEUE, COUNT) each_place(DO, QUEUE, COUNT)
#else
#define each_next(DO, QUEUE, COUNT) DO(QUEUE, COUNT, 0)
#endif
