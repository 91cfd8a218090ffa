package dev.sequent.packet.script;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The system calls that the language knows, and what they take. Whether one can be had is for who runs the script. */
public final class SystemCalls {

    private static final Map<String, String> FORMS = new TreeMap<>();

    static {
        for (String form : new String[] {
            "socket(..., SOCK_STREAM, IPPROTO_TCP)",
            "bind(3, ..., ...)",
            "listen(3, 1)",
            "accept(3, ..., ...)",
            "accept4(3, ..., ..., SOCK_NONBLOCK)",
            "connect(3, ..., ...)",
            "read(3, ..., 1000)",
            "readv(3, [{..., 1000}], 1)",
            "recv(3, ..., 1000, 0)",
            "recvfrom(3, ..., 1000, 0, ..., ...)",
            "recvmsg(3, {...}, 0)",
            "write(3, ..., 1000)",
            "writev(3, [{..., 1000}], 1)",
            "send(3, ..., 1000, 0)",
            "sendto(3, ..., 1000, 0, ..., ...)",
            "sendmsg(3, {...}, 0)",
            "fcntl(3, F_SETFL, O_NONBLOCK)",
            "ioctl(3, SIOCINQ, [1000])",
            "close(3)",
            "shutdown(3, SHUT_WR)",
            "getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [4])",
            "setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4)",
            "getsockname(3, ..., ...)",
            "getpeername(3, ..., ...)",
            "poll([{fd=3, events=POLLIN, revents=POLLIN}], 1, 0)",
            "epoll_create(1)",
            "epoll_create1(0)",
            "epoll_ctl(4, EPOLL_CTL_ADD, 3, {events=EPOLLIN, fd=3})",
            "epoll_wait(4, {events=EPOLLIN, fd=3}, 1, 0)",
            "open(\"/dev/null\", O_RDONLY)",
            "pipe([5, 6])",
            "splice(3, NULL, 6, NULL, 1000, 0)",
            "sendfile(3, 5, [0], 1000)"
        }) {
            FORMS.put(form.substring(0, form.indexOf('(')), form);
        }
    }

    private static final Map<String, int[]> COUNTS = Map.of("fcntl", new int[] {2, 3}, "open", new int[] {2, 3});

    private SystemCalls() {}

    public static Set<String> names() {
        return FORMS.keySet();
    }

    /** An example of the call. */
    public static String form(String name) {
        return FORMS.getOrDefault(name, name + "(...)");
    }

    /** Whether a call takes so many arguments. */
    public static boolean takes(String name, int count) {
        int[] counts = COUNTS.getOrDefault(name, new int[] {arguments(form(name))});
        return Arrays.stream(counts).anyMatch(c -> c == count);
    }

    /** How many arguments the example has: commas outside of any inner bracket, and one. */
    private static int arguments(String form) {
        int depth = 0;
        int commas = 0;
        for (char c : form.toCharArray()) {
            switch (c) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case ',' -> commas += depth == 1 ? 1 : 0;
                default -> {}
            }
        }
        return commas + 1;
    }
}
