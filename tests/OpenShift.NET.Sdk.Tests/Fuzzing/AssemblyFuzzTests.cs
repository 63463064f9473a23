using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Tests.Code;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Fuzzing;

/// <summary>Assemblies and symbols with a few changed bytes: what is read of them takes no more memory and time than of sound ones.</summary>
[TestClass]
[DoNotParallelize]
public sealed class AssemblyFuzzTests
{
    private const string Program = """
        using System;
        using System.Collections.Generic;
        using System.ComponentModel;
        using System.Threading.Tasks;

        [assembly: System.Reflection.AssemblyMetadata("a", "b")]

        interface IShop<T, U> where T : class { Task<Dictionary<T, List<U[]>>> Find(T key, U[,] more); }

        [AttributeUsage(AttributeTargets.All)]
        class MarkAttribute(object value, params string[] names) : Attribute { public object Value => value; public string[] Names => names; public Type[] Types { get; set; } = []; }

        [Mark(new[] { 1, 2, 3 }, "x", "y", Types = new[] { typeof(int), typeof(List<string>) })]
        class Shop<T> : IShop<string, T>
        {
            private const string Name = "Host=db;Password=none";
            private static readonly string[] s_names = ["a", "b"];
            public event EventHandler? Changed;
            [Description("d")] public int Count { get; set; }
            public async Task<Dictionary<string, List<T[]>>> Find(string key, T[,] more) { await Task.Delay(1); Changed?.Invoke(this, EventArgs.Empty); return new(); }
            public string Of(int i) => i switch { 0 => "zero", 1 => "one", 2 => "two", 3 => "three", 4 => "four", 5 => "five", _ => Name + s_names[i % 2] };
            public class Inner { public class Deeper { public unsafe int* Pointer(delegate*<int, void> f) => null; } }
            public IEnumerable<U> Each<U>(U one) { try { yield return one; } finally { Count++; } }
        }

        static class Start
        {
            static void Main(string[] args)
            {
                Console.WriteLine(Environment.GetEnvironmentVariable("SHOP_NAME") ?? new Shop<int>().Of(args.Length));
                foreach (int i in new Shop<int>().Each(3)) { System.IO.File.WriteAllText("/data/x", i.ToString()); }
            }
        }
        """;

    private static readonly byte[] s_values = [0x00, 0x01, 0x02, 0x7F, 0x80, 0xBF, 0xC0, 0xDF, 0xFF];

    [TestMethod]
    [DataRow("portable", 400)]
    [DataRow("embedded", 400)]
    [DataRow("real", 120)]
    public void Changed_bytes_take_no_more_than_sound_ones(string kind, int inputs)
    {
        using var folder = new TemporaryFolder();
        string path = folder["fuzzed.dll"];
        (byte[] Assembly, byte[]? Symbols)[] seeds = kind == "real" ? [.. Real()] : [Compile(kind == "embedded" ? DebugInformationFormat.Embedded : DebugInformationFormat.PortablePdb)];
        int seed = Number("OPENSHIFT_FUZZ_SEED", 20_260_115);
        for (int i = 0; i < inputs * Number("OPENSHIFT_FUZZ_ROUNDS", 1); i++)
        {
            var random = new Random(seed + i);
            (byte[] assembly, byte[]? symbols) = seeds[random.Next(seeds.Length)];
            byte[] changed = Change(assembly, random);
            File.WriteAllBytes(path, changed);
            if (symbols is not null)
            {
                File.WriteAllBytes(Path.ChangeExtension(path, ".pdb"), random.Next(2) == 0 ? symbols : Change(symbols, random));
            }

            string what = string.Create(CultureInfo.InvariantCulture, $"{kind}: input {seed + i}");
            long before = GC.GetTotalAllocatedBytes();
            long start = Stopwatch.GetTimestamp();
            CodeFacts facts = CodeReader.Read([path], null, CancellationToken.None);

            Assert.AreEqual(1, facts.Assemblies.Length + facts.Unread.Length, what);
            Assert.IsTrue(GC.GetTotalAllocatedBytes() - before < 256L << 20, $"{what} took {(GC.GetTotalAllocatedBytes() - before) >> 20} MiB.");
            Assert.IsTrue(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), $"{what} took {Stopwatch.GetElapsedTime(start)}.");
        }
    }

    private static byte[] Change(byte[] sound, Random random)
    {
        byte[] bytes = (byte[])sound.Clone();

        // Most of what matters is in the metadata, which begins with its signature.
        int metadata = Math.Max(0, bytes.AsSpan().IndexOf("BSJB"u8));
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            int at = random.Next(4) == 0 ? random.Next(bytes.Length) : random.Next(metadata, bytes.Length);
            bytes[at] = random.Next(3) == 0 ? (byte)random.Next(256) : s_values[random.Next(s_values.Length)];
        }

        return bytes;
    }

    private static (byte[] Assembly, byte[]? Symbols) Compile(DebugInformationFormat format)
    {
        var assembly = new MemoryStream();
        var symbols = format == DebugInformationFormat.Embedded ? null : new MemoryStream();
        EmitResult result = Compiled.Program("Fuzzed", Program).Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: format, pdbFilePath: "fuzzed.pdb"));
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics));
        return (assembly.ToArray(), symbols?.ToArray());
    }

    private static IEnumerable<(byte[] Assembly, byte[]? Symbols)> Real() => Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
        .Order(StringComparer.Ordinal)
        .Where(static f => new FileInfo(f).Length is > 10_000 and < 150_000)
        .Select(static f => (File.ReadAllBytes(f), File.Exists(Path.ChangeExtension(f, ".pdb")) ? File.ReadAllBytes(Path.ChangeExtension(f, ".pdb")) : null));

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
