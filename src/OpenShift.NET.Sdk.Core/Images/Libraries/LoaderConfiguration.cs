using System.Collections.Immutable;
using System.IO.Enumeration;
using OpenShift.NET.Sdk.Images.Elf;

namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>
/// Where a dynamic loader looks for libraries: glibc's <c>/etc/ld.so.conf</c> (ldconfig(8); the text, not the cache made from it) and built-in
/// folders, or musl's <c>/etc/ld-musl-&lt;arch&gt;.path</c> and built-in folders.
/// </summary>
/// <param name="IsMusl">Whether the loader is musl's.</param>
/// <param name="Folders">The folders in the order they are searched.</param>
/// <param name="PathFile">musl's path file, when there is one.</param>
internal sealed record LoaderConfiguration(bool IsMusl, ImmutableArray<string> Folders, string? PathFile)
{
    private const int DeepestInclude = 8;

    /// <summary>Reads the configuration of a loader.</summary>
    /// <param name="files">Where its configuration lies.</param>
    /// <param name="interpreter">Path of the loader, as <c>PT_INTERP</c> names it.</param>
    /// <param name="machine">The machine libraries are for.</param>
    public static LoaderConfiguration Read(IFileSystemView files, string interpreter, ElfMachine machine)
    {
        string loader = interpreter[(interpreter.LastIndexOf('/') + 1)..];
        var folders = new List<string>();
        if (loader.StartsWith("ld-musl-", StringComparison.Ordinal))
        {
            int end = loader.IndexOf(".so", StringComparison.Ordinal);
            string pathFile = $"/etc/{(end < 0 ? loader : loader[..end])}.path";
            string? realPathFile = files.ResolveFile(pathFile);
            if (realPathFile is null)
            {
                folders.AddRange(["/lib", "/usr/local/lib", "/usr/lib"]);
            }
            else
            {
                folders.AddRange(files.ReadText(realPathFile).Split([':', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            }

            return new LoaderConfiguration(true, [.. folders], realPathFile is null ? null : pathFile);
        }

        Include(files, "/etc/ld.so.conf", folders, 0);
        if (machine.MultiarchTriplet is { } triplet)
        {
            folders.AddRange(["/lib/" + triplet, "/usr/lib/" + triplet]);
        }

        if (machine.Is64Bit)
        {
            folders.AddRange(["/lib64", "/usr/lib64"]);
        }

        folders.AddRange(["/lib", "/usr/lib"]);
        return new LoaderConfiguration(false, [.. folders.Distinct(StringComparer.Ordinal)], null);
    }

    private static void Include(IFileSystemView files, string file, List<string> folders, int depth)
    {
        if (depth > DeepestInclude || files.ResolveFile(file) is not { } real)
        {
            return;
        }

        foreach (string rawLine in files.ReadText(real).Split('\n'))
        {
            int comment = rawLine.IndexOf('#', StringComparison.Ordinal);
            string line = (comment < 0 ? rawLine : rawLine[..comment]).Trim();
            if (line.StartsWith("include", StringComparison.Ordinal) && line.Length > 7 && char.IsWhiteSpace(line[7]))
            {
                foreach (string pattern in line[8..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                {
                    IncludePattern(files, pattern.StartsWith('/') ? pattern : file[..(file.LastIndexOf('/') + 1)] + pattern, folders, depth + 1);
                }
            }
            else if (line.StartsWith('/'))
            {
                // "folder=type" is the form of old libc5 systems; what follows the sign says nothing about where to look.
                int equals = line.IndexOf('=', StringComparison.Ordinal);
                folders.Add((equals < 0 ? line : line[..equals]).TrimEnd('/', ' ', '\t'));
            }
        }
    }

    private static void IncludePattern(IFileSystemView files, string pattern, List<string> folders, int depth)
    {
        int slash = pattern.LastIndexOf('/');
        if (files.ResolveFolder(slash == 0 ? "/" : pattern[..slash]) is not { } folder)
        {
            return;
        }

        foreach (string name in files.List(folder))
        {
            if (FileSystemName.MatchesSimpleExpression(pattern.AsSpan(slash + 1), name, ignoreCase: false))
            {
                Include(files, folder + "/" + name, folders, depth);
            }
        }
    }
}
