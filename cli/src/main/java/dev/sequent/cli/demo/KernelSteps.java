package dev.sequent.cli.demo;

import dev.sequent.cli.run.RunRequest;
import dev.sequent.cli.run.RunningStack;
import dev.sequent.cli.run.Stacks;
import dev.sequent.stack.device.KernelInterface;
import dev.sequent.wire.PcapngReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.FutureTask;

/**
 * The kernel's TCP against ours, over a TAP, in a namespace of this process's own. The kernel's side is plain
 * {@code java.net}.
 */
public final class KernelSteps {
    private static final String OURS = "192.0.2.2";
    private static final String KERNELS = "192.0.2.1";
    private static final String BAD_OURS = "198.51.100.2";
    private static final String BAD_KERNELS = "198.51.100.1";
    private static final String BAD_LINK = "loss=5%,duplicate=1%,reorder=2%,seed=1";
    private static final int ECHO = 7;
    private static final int HTTP = 80;
    private static final int NOBODY = 9;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String PAGE =
            "<!doctype html>\n<title>Sequent</title>\n<p>This page came over a TCP that was generated from its specification.\n";

    private final Stacks stacks;
    private final String core;
    private final Steps steps;
    private final Path folder;
    private final long bytes;
    private final CaptureFigures figures;

    /** @param core its name; @param folder where the captures go; @param bytes to be echoed over each link */
    public KernelSteps(Stacks stacks, String core, Steps steps, Path folder, long bytes, CaptureFigures figures) {
        this.stacks = stacks;
        this.core = core;
        this.steps = steps;
        this.folder = folder;
        this.bytes = bytes;
        this.figures = figures;
    }

    /** All steps; what was captured is drawn at the end. */
    public void run() throws Steps.Failed, IOException {
        new KernelInterface("lo").up();
        Path pages = Files.createTempDirectory("sequent-demo");
        Path page = Files.writeString(pages.resolve("index.html"), PAGE);
        Path clean = folder.resolve("clean.pcapng");
        Path bad = folder.resolve("bad.pcapng");
        var apps = List.of("echo:" + ECHO, "http:" + HTTP + "=" + pages);
        RunningStack stack = stacks.open(RunRequest.of("sq0", OURS + "/24", KERNELS + "/24", apps, core)
                .withCapture(clean)
                .withWatched(ECHO));
        try (stack) {
            steps.step("echo, clean link", Duration.ofSeconds(60), () -> echo(OURS));
            steps.step("a web page", Duration.ofSeconds(30), this::fetch);
            steps.step("our side opens", Duration.ofSeconds(30), () -> activeOpen(stack));
            steps.step("a port of ours refuses", Duration.ofSeconds(30), KernelSteps::weRefuse);
            steps.step("a port of the kernel's refuses", Duration.ofSeconds(30), () -> theyRefuse(stack));
        } finally {
            Files.deleteIfExists(page);
            Files.deleteIfExists(pages);
        }
        var echoOnly = List.of(apps.getFirst());
        try (RunningStack impaired =
                stacks.open(RunRequest.of("sq1", BAD_OURS + "/24", BAD_KERNELS + "/24", echoOnly, core)
                        .withCapture(bad)
                        .withImpairment(BAD_LINK))) {
            steps.step("echo, bad link", Duration.ofSeconds(150), () -> echo(BAD_OURS));
        }
        steps.step(
                "what the bad link took",
                Duration.ofSeconds(30),
                () -> figures.toll(PcapngReader.read(bad), BAD_OURS, BAD_KERNELS));
        figures.draw(PcapngReader.read(clean), OURS, KERNELS, "Linux", ECHO, stack::stateAfterFrame);
        figures.lie(List.of(clean, bad));
    }

    private String echo(String host) throws Exception {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, ECHO), PATIENCE_MILLIS);
            socket.setSoTimeout(120_000);
            var ends = new Transfer.Ends() {
                @Override
                public OutputStream out() throws IOException {
                    return socket.getOutputStream();
                }

                @Override
                public InputStream in() throws IOException {
                    return socket.getInputStream();
                }

                @Override
                public void finish() throws IOException {
                    socket.shutdownOutput();
                }
            };
            Transfer.Outcome outcome = Transfer.echo(ends, bytes, 20_250_101);
            return String.format(
                    Locale.ROOT,
                    "%s there and back, SHA-256 equal (%s), %.1f Mbit/s each way",
                    CaptureFigures.octets(outcome.bytes()),
                    outcome.digest(),
                    outcome.bytes() * 8 / 1e6 / outcome.seconds());
        }
    }

    private String fetch() throws Exception {
        var connection = (HttpURLConnection)
                URI.create("http://" + OURS + "/index.html").toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try (InputStream in = connection.getInputStream()) {
            String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (connection.getResponseCode() != 200 || !page.equals(PAGE)) {
                throw new Steps.Unexpected(
                        "status " + connection.getResponseCode() + ", and not the page on disk:\n" + page);
            }
            return "http://" + OURS + "/index.html: 200, " + page.length() + " octets, the same as on disk";
        } finally {
            connection.disconnect();
        }
    }

    /** The kernel listens, we open, say something and hear it again in capitals. */
    private static String activeOpen(RunningStack stack) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getByName(KERNELS))) {
            server.setSoTimeout(PATIENCE_MILLIS);
            var serving = new FutureTask<>(() -> answer(server));
            Thread.ofPlatform().daemon().name("demo-server").start(serving);
            try (RunningStack.Pipe pipe = stack.connect(KERNELS, server.getLocalPort(), PATIENCE_MILLIS)) {
                pipe.out().write("what is a sequent?\n".getBytes(StandardCharsets.UTF_8));
                pipe.finish();
                String answer = new String(pipe.in().readAllBytes(), StandardCharsets.UTF_8).strip();
                serving.get();
                if (!answer.equals("WHAT IS A SEQUENT?")) {
                    throw new Steps.Unexpected("the kernel's listener answered '" + answer + "'");
                }
                return "to " + KERNELS + ":" + server.getLocalPort()
                        + ", a ServerSocket over the kernel's TCP: a line out, a line back";
            }
        }
    }

    private static Boolean answer(ServerSocket server) throws IOException {
        try (Socket client = server.accept();
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            client.setSoTimeout(PATIENCE_MILLIS);
            String line = String.valueOf(in.readLine());
            client.getOutputStream().write((line.toUpperCase(Locale.ROOT) + "\n").getBytes(StandardCharsets.UTF_8));
            return true;
        }
    }

    private static String weRefuse() throws Exception {
        long began = System.nanoTime();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(OURS, NOBODY), PATIENCE_MILLIS);
            throw new Steps.Unexpected("port " + NOBODY + " answered, though nobody listens there");
        } catch (ConnectException e) {
            return told(OURS, e, began);
        }
    }

    private static String theyRefuse(RunningStack stack) throws Exception {
        long began = System.nanoTime();
        try (RunningStack.Pipe ignored = stack.connect(KERNELS, NOBODY, PATIENCE_MILLIS)) {
            throw new Steps.Unexpected("port " + NOBODY + " answered, though nobody listens there");
        } catch (ConnectException e) {
            return told(KERNELS, e, began);
        }
    }

    /** Refused at once, by a reset, and not given up. */
    private static String told(String host, ConnectException e, long began) throws Steps.Unexpected {
        double millis = (System.nanoTime() - began) / 1e6;
        String text = String.valueOf(e.getMessage());
        if (!text.toLowerCase(Locale.ROOT).contains("refused")) {
            throw new Steps.Unexpected(host + ":" + NOBODY + ": " + text);
        }
        return String.format(Locale.ROOT, "%s:%d: \"%s\" after %.1f ms", host, NOBODY, text, millis);
    }
}
