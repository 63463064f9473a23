using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary><c>case WORD in … esac</c>.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Subject">The word that is compared.</param>
/// <param name="Arms">The arms, in order.</param>
internal sealed record ShellCase(ShellPosition Position, ShellWord Subject, ImmutableArray<ShellCaseArm> Arms) : ShellCommand(Position);
