/**
 * Where frames enter and leave: the TAP of the Linux kernel, an in-process link, and decorators that capture or impair.
 *
 * <p>A {@link dev.sequent.stack.device.Device} never blocks except in {@code await}. Frames are built and read in
 * {@link dev.sequent.stack.device.Frame}s: native memory with room for 64 KiB and for a virtio header in front, so that
 * offloads need no other layout. Decorators can be stacked freely: {@code new PcapngDevice(new ImpairedDevice(tap,
 * ...), ...)} captures what the stack sees.
 */
@NullMarked
package dev.sequent.stack.device;

import org.jspecify.annotations.NullMarked;
