package dev.sequent.stack.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is served from a folder: nothing outside it, whatever a path says and wherever links lead.
 *
 * <p>Paths come as octets and go to the file system as a {@code file:} URI, the only way in which Java accepts octets
 * that are not characters in the system's encoding.
 */
final class ServedFolder {

    private final Path root;
    private final String rootUri;

    /** @throws IOException if the folder is not there */
    ServedFolder(Path folder) throws IOException {
        root = folder.toRealPath();
        String uri = root.toUri().toString();
        rootUri = uri.endsWith("/") ? uri : uri + "/";
    }

    /** The file or folder that a path names; it exists and lies within the folder. */
    Path find(byte[] path) throws Refusal {
        var relative = new ByteArrayOutputStream(path.length);
        for (int from = 0; from < path.length; ) {
            int to = from;
            while (to < path.length && path[to] != '/') {
                if (path[to] == 0) {
                    throw new Refusal(400, "the path cannot be a file's");
                }
                to++;
            }
            if (to - from == 2 && path[from] == '.' && path[from + 1] == '.') {
                throw new Refusal(400, "the path leads out of the folder");
            }
            if (to > from) {
                relative.write(path, from, to - from);
                relative.write('/');
            }
            from = to + 1;
        }
        return inside(Path.of(URI.create(rootUri + PercentEncoding.encode(relative.toByteArray()))));
    }

    /** Where links really lead, if that is within the folder. */
    Path inside(Path file) throws Refusal {
        Path real;
        try {
            real = file.toRealPath();
        } catch (AccessDeniedException e) {
            throw new Refusal(403, "this is not to be had");
        } catch (IOException e) {
            throw new Refusal(404, "there is no such file");
        }
        if (!real.startsWith(root)) {
            throw new Refusal(403, "this is not to be had");
        }
        return real;
    }

    /**
     * Opens a file for reading, if it is still what was checked: a regular file, not a link, within the folder.
     *
     * <p>Java opens by path, so this checks before, for files that would block on opening (a FIFO), and after. What
     * remains possible is only for those who may write in the folder: a link in the path that leads out just while the
     * file is opened, and is gone again by the second check; and a FIFO that is put there after the first. Anybody who
     * could do that to files that others must not see should not be given write access to the folder.
     *
     * @param file from {@link #find} or {@link #inside}
     */
    FileChannel open(Path file) throws Refusal, IOException {
        check(file);
        return checked(channel(file), file);
    }

    /** Follows links in the path to the file, but not the file itself. */
    static FileChannel channel(Path file) throws Refusal, IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new Refusal(404, "there is no such file");
        } catch (AccessDeniedException e) {
            throw new Refusal(403, "this is not to be had");
        } catch (IOException e) {
            if (Files.isSymbolicLink(file)) {
                throw new Refusal(403, "this is not to be had");
            }
            throw e;
        }
    }

    /** What was opened; closed if by now it may be something other than what was checked. */
    FileChannel checked(FileChannel content, Path file) throws Refusal, IOException {
        try {
            check(file);
            return content;
        } catch (Throwable e) {
            content.close();
            throw e;
        }
    }

    private void check(Path file) throws Refusal {
        still(file);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(403, "this is not to be had");
        }
    }

    /** Checks again where a real path leads: to itself, unless a link has been put in it. */
    private void still(Path real) throws Refusal {
        if (!inside(real).equals(real)) {
            throw new Refusal(404, "there is no such file");
        }
    }

    /** A page with a link to each file of a folder. @param path of the folder, as it was asked for */
    String listing(byte[] path, Path folder) throws IOException, Refusal {
        List<String> names; // percent-encoded, folders with a trailing slash
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(ServedFolder::name).sorted().toList();
        } catch (AccessDeniedException e) {
            throw new Refusal(403, "this is not to be had");
        }
        still(folder);
        String title = escape(new String(path, StandardCharsets.UTF_8));
        StringBuilder page = new StringBuilder("<!doctype html>\n<title>")
                .append(title)
                .append("</title>\n<h1>")
                .append(title)
                .append("</h1>\n<ul>\n");
        if (path.length > 1) {
            page.append("<li><a href=\"../\">../</a>\n");
        }
        for (String name : names) {
            page.append("<li><a href=\"./")
                    .append(escape(name))
                    .append("\">")
                    .append(escape(shown(name)))
                    .append("</a>\n");
        }
        return page.append("</ul>\n").toString();
    }

    private static String name(Path file) {
        String uri = file.toUri().getRawPath();
        return uri.substring(uri.lastIndexOf('/', uri.length() - 2) + 1);
    }

    /** For people; octets that are not UTF-8 become U+FFFD. */
    private static String shown(String name) {
        try {
            return new String(PercentEncoding.decode(name), StandardCharsets.UTF_8);
        } catch (HttpRequest.Malformed e) {
            throw new IllegalStateException("a URI of Java's own: " + name, e);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
