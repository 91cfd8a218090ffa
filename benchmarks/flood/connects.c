/*
 * Opens TCP connections at a steady rate, lets each carry one octet there and back, and writes down what became of it.
 *
 * Usage: connects ADDRESS PORT RATE SECONDS PATIENCE
 * PORT is one that echoes. PATIENCE: seconds that each is given, from connect() to its octet. A line for each: "ok", "reset", "refused",
 * "late" or "failed"; then milliseconds until connect() was through and until the octet was back, -1 where that did not come.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1000 };

struct one {
  double since, open;
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct pollfd sockets[MOST];
static struct one ones[MOST];
static int count;

static void end(int i, const char *what, double echoed) {
  printf("%s %.3f %.3f\n", what, ones[i].open < 0 ? -1.0 : 1000 * (ones[i].open - ones[i].since),
         echoed < 0 ? -1.0 : 1000 * (echoed - ones[i].since));
  close(sockets[i].fd);
  count--;
  sockets[i] = sockets[count];
  ones[i] = ones[count];
}

static const char *name(int error) {
  return error == ECONNRESET || error == EPIPE ? "reset" : error == ECONNREFUSED ? "refused" : error == ETIMEDOUT ? "late" : "failed";
}

static void begin(const struct sockaddr_in *to) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (fd < 0 || count == MOST) {
    fprintf(stderr, "connects: no socket is left: %s\n", strerror(errno));
    exit(3);
  }
  sockets[count] = (struct pollfd){.fd = fd, .events = POLLOUT};
  ones[count] = (struct one){.since = now(), .open = -1};
  count++;
  if (connect(fd, (const struct sockaddr *)to, sizeof *to) < 0 && errno != EINPROGRESS) end(count - 1, name(errno), -1);
}

static void news(int i) {
  int error = 0;
  socklen_t length = sizeof error;
  char octet = 'x';
  if (ones[i].open < 0) {
    getsockopt(sockets[i].fd, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0) {
      end(i, name(error), -1);
      return;
    }
    ones[i].open = now();
    sockets[i].events = POLLIN;
    if (send(sockets[i].fd, &octet, 1, MSG_NOSIGNAL) != 1) end(i, name(errno), -1);
    return;
  }
  ssize_t n = recv(sockets[i].fd, &octet, 1, 0);
  if (n == 1) end(i, "ok", now());
  else if (n == 0) end(i, "reset", -1);
  else if (errno != EAGAIN) end(i, name(errno), -1);
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: connects ADDRESS PORT RATE SECONDS PATIENCE\n");
    return 2;
  }
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[2])), .sin_addr.s_addr = inet_addr(argv[1])};
  double rate = atof(argv[3]), patience = atof(argv[5]), since = now();
  long begun = 0, all = (long)(rate * atof(argv[4]));
  while (begun < all || count > 0) {
    double time = now();
    while (begun < all && since + (double)begun / rate <= time) {
      begin(&to);
      begun++;
    }
    for (int i = count - 1; i >= 0; i--) {
      if (time - ones[i].since >= patience) end(i, "late", -1);
    }
    int ready = poll(sockets, (nfds_t)count, 1);
    for (int i = count - 1; ready > 0 && i >= 0; i--) {
      if (sockets[i].revents != 0) news(i);
    }
  }
  return 0;
}
