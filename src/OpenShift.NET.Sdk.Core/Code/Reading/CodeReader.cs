using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Reads the code facts of an application. What cannot be read is said in <see cref="CodeFacts.Unread"/>; nothing of the input makes it fail.</summary>
public static class CodeReader
{
    private const int TotalInstructions = 1_000_000;
    private const int InstructionsPerRoot = 200_000;

    // Hostile metadata nests deeply, and methods are followed into each other.
    private const int StackSize = 64 * 1024 * 1024;

    /// <summary>Reads the assemblies of a project and of the projects it references.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CodeFacts Read(ProjectFacts project, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        CodeInput input = CodeInput.Of(project);
        return Read(input.Assemblies, Path.GetDirectoryName(project.Identity.ProjectFile), cancellationToken) is var facts
            ? WithPackages(facts, PackageReader.Read(input.DependencyFile, project.Files))
            : CodeFacts.Empty;
    }

    /// <summary>Reads assemblies and the packages that a dependency file lists.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static CodeFacts Read(IReadOnlyList<string> assemblies, string? projectFolder, string dependencyFile, CancellationToken cancellationToken) =>
        WithPackages(Read(assemblies, projectFolder, cancellationToken), PackageReader.Read(dependencyFile, []));

    /// <summary>Reads assemblies; the first one is the program.</summary>
    /// <param name="assemblies">Full paths.</param>
    /// <param name="projectFolder">Folder of the project, to find sources that symbols name by <c>/_/</c>; <see langword="null"/> when there is none.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CodeFacts Read(IReadOnlyList<string> assemblies, string? projectFolder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        CodeFacts facts = CodeFacts.Empty;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    facts = ReadAll(assemblies, projectFolder, cancellationToken);
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackSize)
        { IsBackground = true, Name = "Code" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return facts;
    }

    private static CodeFacts ReadAll(IReadOnlyList<string> assemblies, string? projectFolder, CancellationToken cancellationToken)
    {
        using var memory = new UndisturbedMemory(assemblies.Sum(SizeOf));
        using var resolver = new OwnAssemblies();
        var opened = new List<OpenedAssembly>();
        var unread = ImmutableArray.CreateBuilder<UnreadAssembly>();
        foreach (string path in assemblies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (AssemblyFile.Read(path, resolver, out string reason) is { } assembly)
            {
                resolver.Add(assembly.Module.Assembly);
                opened.Add(assembly);
            }
            else
            {
                unread.Add(new UnreadAssembly(path, reason));
            }
        }

        if (opened.Count == 0)
        {
            return new CodeFacts { Unread = unread.ToImmutable() };
        }

        try
        {
            return Follow(opened, unread.ToImmutable(), projectFolder, cancellationToken);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            // Metadata that contradicts itself. Of several assemblies nobody knows which one does.
            return new CodeFacts { Unread = [.. unread, .. opened.Select(static o => new UnreadAssembly(o.Path, "it, or one it is read with, is damaged or obfuscated"))] };
        }
    }

    private static CodeFacts Follow(List<OpenedAssembly> opened, ImmutableArray<UnreadAssembly> unread, string? projectFolder, CancellationToken cancellationToken)
    {
        Forwarders.Break(opened);
        var damaged = new HashSet<MethodDefinition>();
        HashSet<string> written = FieldWrites.Find(opened, damaged, cancellationToken);
        var code = new OwnCode([.. opened.Select(o => o.Module)], written) { Damaged = damaged, OfGuard = opened.ToDictionary(static o => o.Module, static o => (IReadOnlySet<int>)o.NamedByGuardAlone) };
        using var ahead = new CodeAhead(code, StackSize);
        code.Ahead = ahead;
        var budget = new Budget(TotalInstructions, InstructionsPerRoot, cancellationToken);
        var interpreter = new Interpreter(code, budget);
        bool followed = true;
        try
        {
            interpreter.Run();
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            // What was met before it stays, but it is not everything.
            followed = false;
        }

        return new FactsBuilder(code, interpreter, new SourcePlaces(projectFolder, opened)).Build(opened, unread, followed && !budget.Exceeded);
    }

    private static long SizeOf(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? file.Length : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Why it cannot be read is said where it is opened.
            return 0;
        }
    }

    private static CodeFacts WithPackages(CodeFacts facts, ImmutableArray<CodePackage> packages) => new()
    {
        Assemblies = facts.Assemblies,
        Unread = facts.Unread,
        IsComplete = facts.IsComplete,
        NamedMethods = facts.NamedMethods,
        Calls = facts.Calls,
        LibraryCalls = facts.LibraryCalls,
        Types = facts.Types,
        Literals = facts.Literals,
        SettingReads = facts.SettingReads,
        BoundProperties = facts.BoundProperties,
        WorkerNumbers = facts.WorkerNumbers,
        SettingDemands = facts.SettingDemands,
        Loops = facts.Loops,
        SecretArguments = facts.SecretArguments,
        SecretComparisons = facts.SecretComparisons,
        Changes = facts.Changes,
        EndsWithoutArguments = facts.EndsWithoutArguments,
        Packages = packages,
    };
}
