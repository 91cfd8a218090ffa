/**
 * A recorded run, carried out step by step by real stacks in virtual time: what each user calls, which timer runs out,
 * which segment arrives, is lost, or arrives twice. It knows only its own plain list of
 * {@linkplain dev.sequent.stack.replay.ReplayAction actions}, not who recorded it.
 *
 * <p>What takes part is the stack from the user's calls to the frame and back: {@code UserSide} with its rings,
 * {@code TcpListener}, {@code TcpLayer}, {@code TcpConnection} with the generated machine, the generated wire codec,
 * checksums, {@code Ipv4Layer} with ARP, timers on a {@code TimerWheel}. What the script decides instead of the stack's
 * own parts: when a timer runs out, instead of the wheel's advance; what {@code isn()} answers; which ports are used;
 * and that each frame is a batch of its own, instead of the event loop's draining of a device.
 */
@NullMarked
package dev.sequent.stack.replay;

import org.jspecify.annotations.NullMarked;
