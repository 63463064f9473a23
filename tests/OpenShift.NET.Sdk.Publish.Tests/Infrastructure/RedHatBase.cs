using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>
/// Stand-ins for Red Hat's .NET images: this machine's runtime with the configuration and the folders that the Dockerfiles of redhat-developer/s2i-dotnetcore give them
/// (8.0 and 9.0: runtime/Dockerfile.rhel8, 10.0: runtime and aspnet/Dockerfile.rhel9), and the same without a working directory, a command or an entry point as registry.access.redhat.com/dotnet has them.
/// </summary>
internal static class RedHatBase
{
    private const string Search = "PATH=/opt/app-root/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Makes a layout whose image has the reference 10.0.</summary>
    /// <param name="version">8.0, 9.0 or 10.0, or "10.0 plain" for an image without working directory and command.</param>
    public static string Create(string version)
    {
        string folder = Path.Combine(Sandbox.NewFolder("red-hat"), "layout");
        Command.Run("cp", "-r", EmbeddedLayout.Folder, folder).MustSucceed();
        JsonNode root = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "index.json")))!;
        JsonNode manifest = JsonNode.Parse(Read(folder, root["manifests"]![0]!["digest"]!.GetValue<string>()))!;
        JsonNode config = JsonNode.Parse(Read(folder, manifest["config"]!["digest"]!.GetValue<string>()))!;
        byte[] tar = Files(version);
        (JsonNode digest, JsonNode size) = Write(folder, tar);
        manifest["layers"]!.AsArray().Add(new JsonObject { ["mediaType"] = "application/vnd.oci.image.layer.v1.tar", ["digest"] = digest, ["size"] = size });
        config["rootfs"]!["diff_ids"]!.AsArray().Add(digest.DeepClone());
        config["history"] = new JsonArray([.. config["rootfs"]!["diff_ids"]!.AsArray().Select(static _ => new JsonObject { ["created_by"] = "RUN a stand-in" })]);
        config["config"] = Configuration(version);
        (manifest["config"]!["digest"], manifest["config"]!["size"]) = Write(folder, Encoding.UTF8.GetBytes(config.ToJsonString()));
        (root["manifests"]![0]!["digest"], root["manifests"]![0]!["size"]) = Write(folder, Encoding.UTF8.GetBytes(manifest.ToJsonString()));
        File.WriteAllText(Path.Combine(folder, "index.json"), root.ToJsonString());
        return folder;
    }

    private static JsonObject Configuration(string version)
    {
        bool plain = version.EndsWith("plain", StringComparison.Ordinal);
        string number = version.Split(' ')[0];
        string major = number.Split('.')[0];
        string[] environment =
        [
            Search, "container=oci", "HOME=/opt/app-root", "DOTNET_RUNNING_IN_CONTAINER=true", "NUGET_XMLDOC_MODE=skip", "APP_UID=1001",
            number == "8.0" ? "ASPNETCORE_HTTP_PORTS=8080" : "ASPNETCORE_URLS=http://*:8080",
            .. number == "8.0" ? ["DOTNET_CORE_VERSION=8.0", "DOTNET_FRAMEWORK=net8.0", "DOTNET_SSL_CERT_DIR=/opt/app-root/ssl_dir"] : (string[])[$"DOTNET_VERSION={number}", $"ASPNET_VERSION={number}"],
            .. plain ? [] : (string[])["DOTNET_APP_PATH=/opt/app-root/app", "DOTNET_DATA_PATH=/opt/app-root/data", "DOTNET_DEFAULT_CMD=default-cmd.sh"],
        ];
        var labels = new JsonObject
        {
            ["io.k8s.description"] = $"Platform for running .NET {major} applications",
            ["io.k8s.display-name"] = $".NET {major}",
            ["io.openshift.tags"] = $"runtime,.net,dotnet,dotnetcore,dotnet{major}0-runtime",
            ["io.openshift.expose-services"] = "8080:http",
            ["name"] = $"ubi{(major == "10" ? 9 : 8)}/dotnet-{major}0-runtime",
            ["summary"] = $".NET {major} runtime",
            ["com.redhat.component"] = $"dotnet-{major}0-runtime-container",
            ["dotnet_version"] = number,
        };
        if (number == "8.0")
        {
            (labels["io.openshift.s2i.scripts-url"], labels["io.s2i.scripts-url"]) = ("image:///usr/libexec/s2i", "image:///usr/libexec/s2i");
        }

        var config = new JsonObject
        {
            ["User"] = "1001",
            ["Env"] = new JsonArray([.. environment.Select(static e => JsonValue.Create(e))]),
            ["ExposedPorts"] = new JsonObject { ["8080/tcp"] = new JsonObject() },
            ["Labels"] = labels,
        };
        if (!plain)
        {
            config["WorkingDir"] = "/opt/app-root/app";
            config["Cmd"] = new JsonArray("/bin/sh", "-c", "\"./${DOTNET_DEFAULT_CMD}\"");
        }

        if (number == "8.0")
        {
            config["Entrypoint"] = new JsonArray("container-entrypoint");
        }

        return config;
    }

    private static byte[] Files(string version)
    {
        string number = version.Split(' ')[0];
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            const UnixFileMode Shared = (UnixFileMode)0b111_111_101;
            const UnixFileMode Program = (UnixFileMode)0b111_101_101;
            const UnixFileMode Text = (UnixFileMode)0b110_100_100;
            string release = number == "10.0" ? "9.6" : "8.10";
            Add(TarEntryType.RegularFile, "etc/os-release", Text, 0, $"NAME=\"Red Hat Enterprise Linux\"\nID=\"rhel\"\nID_LIKE=\"fedora\"\nVERSION_ID=\"{release}\"\n");
            Add(TarEntryType.RegularFile, "etc/passwd", Text, 0, "root:x:0:0:root:/root:/bin/bash\ndefault:x:1001:0:Default Application User:/opt/app-root:/sbin/nologin\n");
            Add(TarEntryType.Directory, "opt/app-root/", Shared, 1001, null);
            if (!version.EndsWith("plain", StringComparison.Ordinal))
            {
                Add(TarEntryType.Directory, "opt/app-root/app/", Shared, 1001, null);
                Add(TarEntryType.Directory, "opt/app-root/data/", Shared, 1001, null);
                Add(TarEntryType.RegularFile, "opt/app-root/app/default-cmd.sh", Shared, 1001, "#!/bin/bash\necho 'No application.'\nexit 1\n");
            }

            if (number == "8.0")
            {
                Add(TarEntryType.RegularFile, "usr/bin/container-entrypoint", Program, 0, "#!/bin/bash\nset -e\ncmd=\"$1\"; shift\nexec $cmd \"$@\"\n");
                Add(TarEntryType.RegularFile, "usr/libexec/s2i/run", Program, 0, "#!/bin/bash\nexec ./${DOTNET_DEFAULT_CMD}\n");
            }

            void Add(TarEntryType type, string name, UnixFileMode mode, int owner, string? content)
            {
                var entry = new PaxTarEntry(type, name) { Mode = mode, Uid = owner, ModificationTime = DateTimeOffset.UnixEpoch };
                if (content is not null)
                {
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                }

                writer.WriteEntry(entry);
            }
        }

        return tar.ToArray();
    }

    private static byte[] Read(string folder, string digest) => File.ReadAllBytes(Path.Combine(folder, "blobs/sha256", digest["sha256:".Length..]));

    private static (JsonNode Digest, JsonNode Size) Write(string folder, byte[] bytes)
    {
        string hex = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllBytes(Path.Combine(folder, "blobs/sha256", hex), bytes);
        return (JsonValue.Create("sha256:" + hex), JsonValue.Create(bytes.Length));
    }
}
