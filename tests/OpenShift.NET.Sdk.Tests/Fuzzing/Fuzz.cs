using System.Diagnostics;
using System.Globalization;

namespace OpenShift.NET.Sdk.Tests.Fuzzing;

/// <summary>
/// Runs something over many damaged inputs. The seed is fixed, so that a failure comes again; <c>OPENSHIFT_FUZZ_ROUNDS</c> multiplies the number of inputs
/// and <c>OPENSHIFT_FUZZ_SEED</c> starts elsewhere.
/// </summary>
internal static class Fuzz
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(string name, int inputs, byte[][] seeds, Func<byte[], Task> judge)
    {
        int seed = Number("OPENSHIFT_FUZZ_SEED", 20_260_115);
        for (int i = 0; i < inputs * Number("OPENSHIFT_FUZZ_ROUNDS", 1); i++)
        {
            var random = new Random(seed + i);
            byte[] input = Mutation.Of(seeds[random.Next(seeds.Length)], seeds[random.Next(seeds.Length)], random);
            long start = Stopwatch.GetTimestamp();
            try
            {
                await judge(input);
            }
            catch (Exception e)
            {
                string file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"fuzz-{name}-{seed + i}.bin"));
                await File.WriteAllBytesAsync(file, input);
                throw new AssertFailedException($"{name}: input {seed + i} ({file}) ended in {e}", e);
            }

            // Generous: the machine may be busy. What hangs takes longer.
            Assert.IsTrue(Stopwatch.GetElapsedTime(start) < s_longest, $"{name}: input {seed + i} took {Stopwatch.GetElapsedTime(start)}.");
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
