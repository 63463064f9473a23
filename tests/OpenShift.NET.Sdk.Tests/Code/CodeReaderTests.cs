using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>Files that are no assemblies, or no longer.</summary>
[TestClass]
public sealed class CodeReaderTests
{
    private static readonly string s_assembly = typeof(CodeReaderTests).Assembly.Location;

    [TestMethod]
    public void What_cannot_be_read_is_said_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        byte[] real = File.ReadAllBytes(s_assembly);
        string[] files =
        [
            folder.Write("empty.dll", ""),
            folder.Write("text.dll", "no assembly"),
            folder.Write("half.dll", real[..(real.Length / 2)]),
            folder.Write("elf.dll", [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0]),
            folder["missing.dll"],
        ];
        CodeFacts code = CodeReader.Read(files, null, CancellationToken.None);
        Assert.IsFalse(code.IsComplete);
        Assert.HasCount(5, code.Unread, string.Join('\n', code.Unread));
        Assert.IsTrue(code.Unread.All(u => u.Reason.Length > 5));
    }

    [TestMethod]
    public void Damaged_assemblies_end_neither_in_a_failure_nor_in_a_hang()
    {
        using var folder = new TemporaryFolder();
        byte[] real = File.ReadAllBytes(typeof(OpenShift.NET.Sdk.Diagnostics.ByteSize).Assembly.Location);
        var random = new Random(42);
        for (int round = 0; round < 3; round++)
        {
            byte[] damaged = (byte[])real.Clone();
            for (int i = 0; i < 400; i++)
            {
                damaged[512 + random.Next(damaged.Length - 512)] = (byte)random.Next(256);
            }

            _ = CodeReader.Read([folder.Write($"damaged{round}.dll", damaged)], null, CancellationToken.None);
        }
    }

    [TestMethod]
    public void The_same_files_give_the_same_facts()
    {
        string[] Lines() => [.. CodeReader.Read([typeof(OpenShift.NET.Sdk.Diagnostics.ByteSize).Assembly.Location], null, CancellationToken.None).Calls.Select(c => c.ToString())];
        CollectionAssert.AreEqual(Lines(), Lines());
    }

    [TestMethod]
    public void Reading_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => CodeReader.Read([s_assembly], null, cancelled.Token));
    }

    [TestMethod]
    [Timeout(120_000, CooperativeCancellation = true)]
    public void Objects_that_know_each_other_are_read_in_time()
    {
        const int Operations = 400;
        string program = $$"""
            var client = new Client();
            client.Operation0.Run(client);
            Console.WriteLine("done");
            sealed class Client
            {
                public Client() { {{string.Concat(Enumerable.Range(0, Operations).Select(static i => $"Operation{i} = new Operation(this); "))}} }
                {{string.Concat(Enumerable.Range(0, Operations).Select(static i => $"public Operation Operation{i} {{ get; }} "))}}
            }
            sealed class Operation(Client client)
            {
                public Client Client { get; } = client;
                public void Run(Client other) => Console.WriteLine(string.Join(",", other, Client));
            }
            """;
        Assert.IsTrue(Compiled.CSharp(program).Calls.Any(static c => c.Method == "WriteLine"));
    }
}
