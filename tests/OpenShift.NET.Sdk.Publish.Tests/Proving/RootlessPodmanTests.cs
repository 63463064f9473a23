using System.Diagnostics;
using System.Globalization;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>podman without root, as an ordinary user of the tests' own with a range of user ids.</summary>
[TestClass]
public sealed class RootlessPodmanTests
{
    // A clean one, and one of each thing that a range of ids or a network without root could make look another way; loading all images into this user's own store would take minutes.
    private static readonly string[] s_applications = ["CookieShop", "WritesToApp", "ClosedFolder", "Loopback", "Port80"];

    [TestMethod]
    public void Applications_of_the_corpus_are_found_to_do_what_they_do_in_the_sandbox()
    {
        Components.Require("podman", "runc", "nsenter", "setpriv", "newuidmap", "useradd", "gcc");
        CorpusApplication[] applications = [.. Corpus.Applications.Where(static a => s_applications.Contains(a.Name))];
        string name = "osc" + Random.Shared.Next(100_000, 999_999).ToString(CultureInfo.InvariantCulture);
        string home = Path.Combine("/home", name);
        Command.Run("useradd", "--create-home", name).MustSucceed();
        try
        {
            string user = Command.Run("id", "-u", name).MustSucceed().Output.Trim();
            Dictionary<string, string?> environment = new() { ["HOME"] = home, ["XDG_RUNTIME_DIR"] = null, ["DOTNET_CLI_HOME"] = home };
            var wrong = new List<string>();
            foreach (CorpusApplication application in applications)
            {
                string copy = Path.Combine(home, application.Name);
                Directory.CreateDirectory(copy);
                Command.Run("cp", ["-r", Path.Combine(application.Intermediate, "image"), application.Manifests, copy]).MustSucceed();
                Command.Run("chown", ["-R", user, home]).MustSucceed();
                CommandResult result = Command.Run(
                    "setpriv",
                    [
                        "--reuid", user, "--regid", user, "--init-groups", "--", "dotnet", Path.Combine(Infrastructure.Sandbox.RepositoryRoot, "src/OpenShift.NET.Sdk.Tool/bin/Release/net10.0/openshift-image.dll"),
                        "prove", $"oci:{copy}/image", "--manifests", $"{copy}/manifests", "--engine", "podman", "--cache", $"{home}/cache", "--timeout", "40", "--severity-threshold", "none",
                    ],
                    home,
                    environment,
                    seconds: 180);

                // Where a rule that reads finds the same, its message names those over the run.
                string[] missing = [.. application.Expected.Where(r => !result.Text.Contains(r, StringComparison.Ordinal))];
                bool isClean = !Corpus.Rules.Any(r => result.Text.Contains(r + ": ", StringComparison.Ordinal));
                if (missing.Length > 0 || (application.Expected.IsEmpty && !isClean) || !result.Text.Contains(": started as 64537:0", StringComparison.Ordinal))
                {
                    wrong.Add($"{application.Name}: expected [{string.Join(' ', application.Expected)}]\n{result.Text}");
                }
            }

            Assert.IsEmpty(wrong, string.Join('\n', wrong));
            Assert.HasCount(s_applications.Length, applications);
        }
        finally
        {
            Command.Run("userdel", "--remove", "--force", name);
            Command.Run("rm", "-rf", home);
        }
    }

    [TestMethod]
    public async Task A_proof_runs_as_a_user_of_the_range_and_nothing_is_left_when_it_is_killed()
    {
        Components.Require("podman", "runc", "nsenter", "setpriv", "newuidmap", "useradd", "gcc");
        string name = "osc" + Random.Shared.Next(100_000, 999_999).ToString(CultureInfo.InvariantCulture);
        string home = Path.Combine("/home", name);
        Command.Run("useradd", "--create-home", name).MustSucceed();
        string mark = "4713" + Random.Shared.Next(100_000, 999_999).ToString(CultureInfo.InvariantCulture);
        Process? proving = null;
        try
        {
            string user = Command.Run("id", "-u", name).MustSucceed().Output.Trim();
            Dictionary<string, string?> environment = new() { ["HOME"] = home, ["XDG_RUNTIME_DIR"] = null };
            CommandResult Podman(params string[] arguments) =>
                Command.Run("setpriv", ["--reuid", user, "--regid", user, "--init-groups", "--", "podman", "--runtime", "runc", .. arguments], home, environment, seconds: 120);

            proving = KilledProof.Start("podman", Environment.GetEnvironmentVariable("PATH")!, mark, user, home);
            string? ready = await proving.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(3));
            if (ready is null)
            {
                Assert.Fail(await proving.StandardError.ReadToEndAsync());
            }

            string scene = ready["ready ".Length..].Split(' ')[0];

            // The last but a thousand of the range of 65,536 and the user itself.
            Assert.EndsWith(" 64537", ready);
            Assert.Contains(scene, Podman("ps", "--all", "--format", "{{.Names}}").MustSucceed().Output);
            Assert.Contains(mark, ProofSteps.Processes(mark));
            proving.Kill();
            Stopwatch clock = Stopwatch.StartNew();
            string left;
            do
            {
                Assert.IsLessThan(TimeSpan.FromSeconds(180), clock.Elapsed, "not everything was removed");
                await Task.Delay(500);
                left = Podman("ps", "--all", "--format", "{{.Names}}").Output + Podman("images", "--format", "{{.Repository}}").Output + ProofSteps.Processes(mark);
            }
            while (left.Trim().Length > 0 || Directory.Exists(Path.Combine(Path.GetTempPath(), scene)));
        }
        finally
        {
            if (proving is { HasExited: false })
            {
                proving.Kill();
            }

            proving?.Dispose();
            Command.Run("userdel", "--remove", "--force", name);
            Command.Run("rm", "-rf", home);
        }
    }
}
