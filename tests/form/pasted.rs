//! docker0's address in the output of the programs that know it, pasted as it is.

use super::fixes::mends;

#[test]
fn docker0_is_found_in_whatever_a_program_prints() {
    let ip = "2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000\n    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff\n    inet 10.1.2.3/24 brd 10.1.2.255 scope global eth0\n       valid_lft forever preferred_lft forever\n3: docker0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state DOWN group default \n    link/ether 02:42:c8:5b:1f:0d brd ff:ff:ff:ff:ff:ff\n    inet 172.18.0.1/16 brd 172.18.255.255 scope global docker0\n       valid_lft forever preferred_lft forever\n    inet6 fe80::42:c8ff:fe5b:1f0d/64 scope link \n       valid_lft forever preferred_lft forever\n5: br-0f0f: <BROADCAST,MULTICAST,UP> mtu 1500 state UP group default\n    inet 172.19.0.1/16 scope global br-0f0f\n7: veth1@if6: <BROADCAST> mtu 1500 qdisc noqueue master docker0 state UP\n";
    let brief = "lo               UNKNOWN        127.0.0.1/8 ::1/128 \neth0             UP             10.1.2.3/24 \ndocker0          DOWN           172.18.0.1/16 fe80::42:c8ff:fe5b:1f0d/64 \nbr-0f0f          UP             172.19.0.1/16 \n";
    let ifconfig = "eth0: flags=4163<UP,BROADCAST>  mtu 1500\n        inet 10.1.2.3  netmask 255.255.255.0  broadcast 10.1.2.255\n        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0\n\ndocker0: flags=4099<UP,BROADCAST,MULTICAST>  mtu 1500\n        inet 172.18.0.1  netmask 255.255.0.0  broadcast 172.18.255.255\n        ether 02:42:c8:5b:1f:0d  txqueuelen 0  (Ethernet)\n\nlo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536\n        inet 127.0.0.1  netmask 255.0.0.0\n";
    let old = "docker0   Link encap:Ethernet  HWaddr 02:42:c8:5b:1f:0d  \n          inet addr:172.18.0.1  Bcast:172.18.255.255  Mask:255.255.0.0\n          UP BROADCAST MULTICAST  MTU:1500  Metric:1\n\neth0      Link encap:Ethernet\n          inet addr:10.1.2.3  Bcast:10.1.2.255\n";
    let route = "default via 10.1.2.1 dev eth0 proto dhcp src 10.1.2.3 metric 100 \n172.18.0.0/16 dev docker0 proto kernel scope link src 172.18.0.1 linkdown \n172.19.0.0/16 dev br-0f0f proto kernel scope link src 172.19.0.1 \n";
    let inspect = "[\n    {\n        \"Name\": \"bridge\",\n        \"Scope\": \"local\",\n        \"IPAM\": {\n            \"Driver\": \"default\",\n            \"Config\": [\n                {\n                    \"Subnet\": \"172.18.0.0/16\",\n                    \"Gateway\": \"172.18.0.1\"\n                }\n            ]\n        },\n        \"Containers\": {},\n        \"Options\": {\n            \"com.docker.network.bridge.name\": \"docker0\",\n            \"com.docker.network.driver.mtu\": \"1500\"\n        }\n    }\n]\n";
    let config = "[{\"Subnet\":\"172.18.0.0/16\",\"Gateway\":\"172.18.0.1\"}]";
    // A container runs, so the interface has a carrier.
    let up = ip
        .replace(
            "NO-CARRIER,BROADCAST,MULTICAST,UP",
            "BROADCAST,MULTICAST,UP,LOWER_UP",
        )
        .replace("state DOWN", "state UP");
    assert_ne!(up, ip);
    for text in [ip, &up, brief, ifconfig, old, route, inspect, config] {
        mends("docker0", text, Some("172.18.0.1"));
        // A one-line control drops the line breaks of what is pasted.
        mends("docker0", &text.replace('\n', ""), Some("172.18.0.1"));
        // Too long for a line, yet the address is in it.
        let long = format!(
            "{text}{}",
            "0: lo    inet 127.0.0.1/8 scope host lo\n".repeat(30)
        );
        mends("docker0", &long, Some("172.18.0.1"));
        // Of another interface it is not taken; the last one names none.
        let other = text.replace("docker0", "br-77");
        mends("docker0", &other, (text == config).then_some("172.18.0.1"));
    }
    for text in [
        "172.17.0.1/16",
        "172.017.000.001",
        "１７２．１７．０．１",
        "172。17。0。1",
        "inet 172.17.0.1/16",
        "docker0: 172.17.0.1",
        "\"172.17.0.1\"",
        "172.17.0.1:3128",
        "http://172.17.0.1:3128/",
        "172.17.0.1,",
    ] {
        mends("docker0", text, Some("172.17.0.1"));
    }
    for text in [
        "fd00::1",
        "docker0",
        "127.0.0.1",
        "127.0.0.1/8",
        "0.0.0.0",
        "255.255.255.255",
        "172.17.0.0/16",
        "172.17.255.255/16",
        "172.17.0.1 172.18.0.1",
        "2: eth0    inet 10.1.2.3/24 scope global eth0",
        "alice@172.17.0.1/@",
        "{\"Gateway\":\"172.17.0.1\"},{\"Gateway\":\"172.18.0.1\"}",
    ] {
        mends("docker0", text, None);
    }
}
