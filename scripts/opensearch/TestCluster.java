import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;

/**
 * Real OpenSearch nodes for the tests, without a download of OpenSearch's own package.
 *
 * <p>Arguments: a directory, the names of the nodes to run here (joined by commas), then each node of the cluster as
 * NAME:HTTP_PORT:TRANSPORT_PORT. Says "ready" when its nodes have started, and ends when its standard input
 * does, taking the directories of its nodes with it.
 */
public final class TestCluster {
    private record Member(String name, String http, String transport) {}

    static final class TestNode extends Node {
        @SuppressWarnings({"unchecked", "rawtypes"})
        TestNode(Settings settings) throws Exception {
            // Version 2 takes classes and version 3 descriptions of them: both are a collection.
            super(
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "node"),
                (Collection) plugins(),
                false
            );
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        List<String> own = Arrays.asList(arguments[1].split(","));
        List<Member> members = Arrays.stream(arguments).skip(2).map(TestCluster::member).toList();
        String hosts = members.stream().map(one -> "127.0.0.1:" + one.transport()).collect(Collectors.joining(","));
        String names = members.stream().map(Member::name).collect(Collectors.joining(","));
        List<TestNode> nodes = new ArrayList<>();
        List<Thread> starting = new ArrayList<>();
        for (Member member : members) {
            if (!own.contains(member.name())) {
                continue;
            }
            TestNode node = new TestNode(settings(directory, member, hosts, names));
            nodes.add(node);
            Thread thread = new Thread(() -> start(node));
            thread.start();
            starting.add(thread);
        }
        for (Thread thread : starting) {
            thread.join();
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Whoever started this ends it by closing its standard input.
        }
        for (TestNode node : nodes) {
            node.close();
        }
        for (String name : own) {
            remove(directory.resolve(name));
        }
        System.exit(0);
    }

    private static void remove(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        // The last node takes the directory of all of them.
        String[] rest = directory.getParent().toFile().list();
        if (rest != null && rest.length == 0) {
            Files.deleteIfExists(directory.getParent());
        }
    }

    private static Member member(String text) {
        String[] parts = text.split(":");
        return new Member(parts[0], parts[1], parts[2]);
    }

    private static void start(TestNode node) {
        try {
            node.start();
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static Settings settings(Path directory, Member member, String hosts, String names) {
        return Settings.builder()
            .put("path.home", directory.resolve(member.name()).toString())
            .put("cluster.name", "aluehaku-test")
            .put("node.name", member.name())
            .put("network.host", "127.0.0.1")
            .put("http.port", member.http())
            .put("transport.port", member.transport())
            .putList("discovery.seed_hosts", hosts.split(","))
            .putList("cluster.initial_cluster_manager_nodes", names.split(","))
            .put("node.processors", 1)
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .put("cluster.max_shards_per_node", 5000)
            .put("search.max_open_pit_context", 5000)
            .put("action.auto_create_index", false)
            .build();
    }

    private static List<Object> plugins() throws Exception {
        boolean isSecond = Version.CURRENT.major < 3;
        String module = isSecond ? "" : "Module";
        List<String> names = List.of(
            "org.opensearch.transport." + (isSecond ? "Netty4Plugin" : "Netty4ModulePlugin"),
            "org.opensearch.analysis.common.CommonAnalysis" + module + "Plugin",
            "org.opensearch.painless.Painless" + module + "Plugin"
        );
        List<Object> plugins = new ArrayList<>();
        for (String name : names) {
            plugins.add(isSecond ? Class.forName(name) : described(name));
        }
        return plugins;
    }

    private static Object described(String name) throws Exception {
        Class<?> info = Class.forName("org.opensearch.plugins.PluginInfo");
        for (Constructor<?> constructor : info.getConstructors()) {
            Class<?>[] types = constructor.getParameterTypes();
            if (types.length == 9 && types[3] == Version.class) {
                return constructor.newInstance(
                    name, "classpath", "NA", Version.CURRENT, "21", name, null, List.of(), false);
            }
        }
        throw new IllegalStateException("this version of OpenSearch describes plugins in another way");
    }
}
