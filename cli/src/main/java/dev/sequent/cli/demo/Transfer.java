package dev.sequent.cli.demo;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Random bytes through an echo and back, each direction by its own thread, with a digest of what was sent and of what
 * arrived.
 */
final class Transfer {
    private static final int PIECE = 64 * 1024;

    private Transfer() {}

    /** Both ends of a connection to an echo. */
    interface Ends {
        OutputStream out() throws IOException;

        InputStream in() throws IOException;

        /** Says that no more will be sent. */
        void finish() throws IOException;
    }

    /**
     * What came back.
     *
     * @param digest the SHA-256, equal in both directions, in hexadecimal
     */
    record Outcome(long bytes, double seconds, String digest) {}

    /**
     * Sends random bytes and compares what comes back, up to the end.
     *
     * @param seed of the bytes
     * @throws Steps.Unexpected if it is not the same, or not as much
     */
    static Outcome echo(Ends ends, long bytes, long seed) throws Exception {
        long began = System.nanoTime();
        var sending = new FutureTask<>(() -> send(ends, bytes, seed));
        Thread sender = Thread.ofPlatform().daemon().name("demo-sender").start(sending);
        byte[] received;
        try {
            received = receive(ends.in(), bytes);
        } catch (IOException e) {
            sender.interrupt();
            throw e;
        }
        byte[] sent;
        try {
            sent = sending.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception why ? why : e;
        }
        if (!Arrays.equals(sent, received)) {
            throw new Steps.Unexpected(
                    "what came back is not what was sent: SHA-256 " + hex(received) + ", not " + hex(sent));
        }
        return new Outcome(bytes, (System.nanoTime() - began) / 1e9, hex(sent));
    }

    private static byte[] send(Ends ends, long bytes, long seed) throws IOException {
        MessageDigest digest = sha256();
        var random = new Random(seed);
        byte[] piece = new byte[PIECE];
        OutputStream out = ends.out();
        for (long left = bytes; left > 0; ) {
            int n = (int) Math.min(left, piece.length);
            random.nextBytes(piece);
            out.write(piece, 0, n);
            digest.update(piece, 0, n);
            left -= n;
        }
        out.flush();
        ends.finish();
        return digest.digest();
    }

    private static byte[] receive(InputStream in, long bytes) throws IOException, Steps.Unexpected {
        MessageDigest digest = sha256();
        byte[] piece = new byte[PIECE];
        long count = 0;
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            digest.update(piece, 0, n);
            count += n;
        }
        if (count < bytes) {
            throw new EOFException("the connection ended after " + count + " of " + bytes + " bytes");
        }
        if (count > bytes) {
            throw new Steps.Unexpected(count + " bytes came back for " + bytes);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest, 0, 6) + "…";
    }
}
