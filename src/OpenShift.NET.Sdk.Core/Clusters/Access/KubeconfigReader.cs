using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Clusters.Access;

/// <summary>
/// Reads kubeconfig files as <c>kubectl</c> and <c>oc</c> do (Kubernetes documentation, "Organizing Cluster Access Using kubeconfig Files"): those that <c>KUBECONFIG</c> names, of which the first
/// that says something wins, else <c>~/.kube/config</c>; in a pod without one, what the pod's ServiceAccount has.
/// </summary>
internal static class KubeconfigReader
{
    private const string PodFolder = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string LogIn = "Log in with 'oc login', or let KUBECONFIG name the file.";

    /// <summary>Reads a context.</summary>
    /// <param name="environment">Environment variables and home folder.</param>
    /// <param name="context">Its name; <see langword="null"/> for the current one.</param>
    /// <param name="ns">The namespace in place of the context's; <see langword="null"/> for that.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OpenShiftException">OSC0069: there is none, or it cannot be understood.</exception>
    public static async Task<ClusterAccess> ReadAsync(IEnvironment environment, string? context, string? ns, CancellationToken cancellationToken)
    {
        string named = environment.Variable("KUBECONFIG") ?? "";
        string[] paths = named.Length > 0
            ? named.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : environment.HomeFolder.Length > 0 ? [Path.Combine(environment.HomeFolder, ".kube", "config")] : [];
        var files = new List<(string Path, YamlMapping Root)>();
        foreach (string path in paths.Where(File.Exists))
        {
            if (await ReadFileAsync(Path.GetFullPath(path), cancellationToken).ConfigureAwait(false) is { } root)
            {
                files.Add((Path.GetFullPath(path), root));
            }
        }

        if (files.Count == 0)
        {
            return (context is null ? await ReadPodAsync(environment, ns, cancellationToken).ConfigureAwait(false) : null)
                ?? throw ClusterFailure.Of(
                    named.Length > 0 ? $"There is no kubeconfig: KUBECONFIG names {string.Join(", ", paths.Select(static p => $"'{p}'"))}" : $"There is no kubeconfig: '{(paths is [var home] ? home : "~/.kube/config")}' is not there, and KUBECONFIG names none",
                    LogIn);
        }

        string all = string.Join(", ", files.Select(static f => $"'{f.Path}'"));
        string? chosen = context ?? files.Select(static f => f.Root.TextAt("current-context")).FirstOrDefault(static c => c is { Length: > 0 });
        string[] contexts = [.. files.SelectMany(static f => f.Root.ItemsAt("contexts")).OfType<YamlMapping>().Select(static c => c.TextAt("name") ?? "").Distinct(StringComparer.Ordinal)];
        if (chosen is null)
        {
            throw ClusterFailure.Of($"{all} has no current context", contexts.Length == 0 ? LogIn : $"Choose one with OpenShiftApplyContext (openshift-image apply --context): {string.Join(", ", contexts)}.");
        }

        (string File, YamlMapping Root) found = Find("contexts", "context", chosen)
            ?? throw ClusterFailure.Of($"{all} has no context '{chosen}'", contexts.Length == 0 ? LogIn : $"There {(contexts.Length == 1 ? "is" : "are")} {string.Join(", ", contexts)}.");
        string clusterName = found.Root.TextAt("cluster") ?? "";
        string userName = found.Root.TextAt("user") ?? "";
        (string clusterFile, YamlMapping cluster) = Find("clusters", "cluster", clusterName) ?? throw ClusterFailure.Of($"{all} has no cluster '{clusterName}', which context '{chosen}' names", LogIn);
        (string File, YamlMapping Root)? user = Find("users", "user", userName);
        if (user is null && userName.Length > 0)
        {
            throw ClusterFailure.Of($"{all} has no user '{userName}', which context '{chosen}' names", LogIn);
        }

        (string userFile, YamlMapping credentials) = user ?? (clusterFile, YamlMapping.Empty);
        if (credentials["auth-provider"] is not null)
        {
            throw ClusterFailure.Of($"User '{userName}' of '{userFile}' has an auth-provider, which Kubernetes itself no longer knows", "Log in anew; the provider's program is named by 'exec' nowadays.");
        }

        bool skips = (cluster["insecure-skip-tls-verify"] as YamlScalar)?.AsBoolean() == true;
        return new ClusterAccess
        {
            Context = chosen,
            Server = ServerOf(cluster.TextAt("server"), clusterName, clusterFile),
            Namespace = ns ?? (found.Root.TextAt("namespace") is { Length: > 0 } own ? own : "default"),
            User = userName,
            TrustsAnyone = skips,
            Authorities = await PemAsync(cluster, "certificate-authority", clusterFile, cancellationToken).ConfigureAwait(false),
            ServerName = cluster.TextAt("tls-server-name") is { Length: > 0 } name ? name : null,
            Proxy = ProxyOf(cluster.TextAt("proxy-url"), clusterName, clusterFile),
            Token = await TokenAsync(credentials, userFile, cancellationToken).ConfigureAwait(false),
            Password = credentials.TextAt("username") is { Length: > 0 } login ? (login, credentials.TextAt("password") ?? "") : null,
            Certificate = await CertificateAsync(credentials, userName, userFile, cancellationToken).ConfigureAwait(false),
            Program = ProgramOf(credentials, userFile),
            ActsFor = credentials.TextAt("as") is { Length: > 0 } other ? (other, [.. credentials.ItemsAt("as-groups").OfType<YamlScalar>().Select(static g => g.Text)]) : null,
        };

        (string File, YamlMapping Root)? Find(string list, string member, string name)
        {
            foreach ((string file, YamlMapping root) in files)
            {
                foreach (YamlMapping item in root.ItemsAt(list).OfType<YamlMapping>())
                {
                    if (item.TextAt("name") == name)
                    {
                        return (file, item.MappingAt(member));
                    }
                }
            }

            return null;
        }
    }

    private static async Task<YamlMapping?> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            ImmutableArray<YamlMapping> documents = YamlReader.Read(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), path);
            return documents is [var only, ..] ? only : null;
        }
        catch (OpenShiftException e)
        {
            throw ClusterFailure.Of($"'{path}' is no kubeconfig: it cannot be understood{(e.Place is { Line: > 0 } place ? FormattableString.Invariant($" on line {place.Line}") : "")}", "Mend it, or log in anew with 'oc login'.", new SourceLocation(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ClusterFailure.Of($"The kubeconfig '{path}' cannot be read ({ReadFailure.ReasonOf(e)})", LogIn);
        }
    }

    // What a pod of a cluster has without a kubeconfig, as a step of a pipeline is.
    private static async Task<ClusterAccess?> ReadPodAsync(IEnvironment environment, string? ns, CancellationToken cancellationToken)
    {
        if (environment.Variable("KUBERNETES_SERVICE_HOST") is not { Length: > 0 } host || environment.Variable("KUBERNETES_SERVICE_PORT") is not { Length: > 0 } port || !File.Exists(Path.Combine(PodFolder, "token")))
        {
            return null;
        }

        string own = Path.Combine(PodFolder, "namespace");
        return new ClusterAccess
        {
            Context = "of this pod",
            Server = ServerOf($"https://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}", "of this pod", PodFolder),
            Namespace = ns ?? (File.Exists(own) ? (await File.ReadAllTextAsync(own, cancellationToken).ConfigureAwait(false)).Trim() : "default"),
            User = "ServiceAccount of this pod",
            IsOwnCluster = true,
            Authorities = File.Exists(Path.Combine(PodFolder, "ca.crt")) ? await File.ReadAllTextAsync(Path.Combine(PodFolder, "ca.crt"), cancellationToken).ConfigureAwait(false) : null,
            Token = (await File.ReadAllTextAsync(Path.Combine(PodFolder, "token"), cancellationToken).ConfigureAwait(false)).Trim(),
        };
    }

    private static Uri ServerOf(string? text, string cluster, string file) =>
        Uri.TryCreate((text ?? "").TrimEnd('/') + "/", UriKind.Absolute, out Uri? server) && server.Scheme is "https" or "http" && server.UserInfo.Length == 0
            ? server
            : throw ClusterFailure.Of($"The server of cluster '{cluster}' in '{file}' is no address of the web", LogIn);

    private static Uri? ProxyOf(string? text, string cluster, string file) => text is not { Length: > 0 } ? null
        : Uri.TryCreate(text, UriKind.Absolute, out Uri? proxy) && proxy.Scheme is "http" or "https" or "socks5" ? proxy
        : throw ClusterFailure.Of($"The proxy-url of cluster '{cluster}' in '{file}' is no address of a proxy", "Write it as http://HOST:PORT, https:// or socks5://.");

    private static async Task<string?> TokenAsync(YamlMapping user, string file, CancellationToken cancellationToken) =>
        user.TextAt("tokenFile") is { Length: > 0 } path ? (await ReadBesideAsync(path, file, cancellationToken).ConfigureAwait(false)).Trim()
        : user.TextAt("token") is { Length: > 0 } token ? token : null;

    private static async Task<(string Certificate, string Key)?> CertificateAsync(YamlMapping user, string name, string file, CancellationToken cancellationToken)
    {
        string? certificate = await PemAsync(user, "client-certificate", file, cancellationToken).ConfigureAwait(false);
        string? key = await PemAsync(user, "client-key", file, cancellationToken).ConfigureAwait(false);
        return certificate is null && key is null ? null
            : certificate is null || key is null ? throw ClusterFailure.Of($"User '{name}' of '{file}' has a certificate or a key, and not the other", LogIn)
            : (certificate, key);
    }

    // NAME-data wins over the file NAME.
    private static async Task<string?> PemAsync(YamlMapping mapping, string name, string file, CancellationToken cancellationToken)
    {
        if (mapping.TextAt(name + "-data") is { Length: > 0 } data)
        {
            try
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(data));
            }
            catch (FormatException)
            {
                throw ClusterFailure.Of($"{name}-data in '{file}' is not Base64", LogIn);
            }
        }

        return mapping.TextAt(name) is { Length: > 0 } path ? await ReadBesideAsync(path, file, cancellationToken).ConfigureAwait(false) : null;
    }

    private static async Task<string> ReadBesideAsync(string path, string file, CancellationToken cancellationToken)
    {
        string full = Path.Combine(Path.GetDirectoryName(file)!, path);
        try
        {
            return await File.ReadAllTextAsync(full, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ClusterFailure.Of($"'{full}', which '{file}' names, cannot be read ({ReadFailure.ReasonOf(e)})", LogIn);
        }
    }

    private static AccessProgram? ProgramOf(YamlMapping user, string file)
    {
        if (user["exec"] is not YamlMapping exec || exec.TextAt("command") is not { Length: > 0 } command)
        {
            return null;
        }

        // With a folder in it, it is relative to the kubeconfig.
        bool isPath = command.AsSpan().IndexOfAny('/', '\\') >= 0;
        return new AccessProgram(
            isPath ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, command)) : command,
            [.. exec.ItemsAt("args").OfType<YamlScalar>().Select(static a => a.Text)],
            [.. exec.ItemsAt("env").OfType<YamlMapping>().Select(static e => (e.TextAt("name") ?? "", e.TextAt("value") ?? "")).Where(static e => e.Item1.Length > 0)],
            exec.TextAt("apiVersion") ?? "client.authentication.k8s.io/v1",
            file);
    }
}
