using System.Collections.Immutable;
using System.Net;

namespace OpenShift.NET.Sdk.Publishing.Proving.Network;

/// <summary>What a forwarder is to do: its command line.</summary>
internal sealed record ForwarderOptions
{
    /// <summary>The word that makes a program of this product a forwarder.</summary>
    public const string Mode = "forward";

    /// <summary>Path of the unix socket it serves.</summary>
    public required string Socket { get; init; }

    /// <summary>The address that the network gets beside 127.0.0.1: it is a new network of which nothing is up yet. <see langword="null"/> to leave it as it is.</summary>
    public IPAddress? Own { get; init; }

    /// <summary>The names it answers for on 127.0.0.1:53, every other one being unknown; <see langword="null"/> when it answers for none.</summary>
    public ImmutableDictionary<string, IPAddress>? Names { get; init; }

    /// <summary>The ports it listens on for others.</summary>
    public ImmutableArray<ForwardedLink> Links { get; init; } = [];

    /// <summary>The arguments, the mode first.</summary>
    public ImmutableArray<string> ToArguments()
    {
        ImmutableArray<string>.Builder arguments = ImmutableArray.CreateBuilder<string>();
        arguments.AddRange(Mode, Socket);
        if (Own is not null)
        {
            arguments.AddRange("--own", Own.ToString());
        }

        if (Names is not null)
        {
            arguments.Add("--names");
            foreach ((string name, IPAddress address) in Names.OrderBy(static n => n.Key, StringComparer.Ordinal))
            {
                arguments.AddRange("--name", $"{name}={address}");
            }
        }

        foreach (ForwardedLink link in Links)
        {
            arguments.AddRange("--link", link.ToString());
        }

        return arguments.ToImmutable();
    }

    /// <summary>Reads the arguments that follow the mode.</summary>
    /// <exception cref="FormatException">They are not understood.</exception>
    public static ForwarderOptions Parse(ReadOnlySpan<string> arguments)
    {
        if (arguments.IsEmpty)
        {
            throw new FormatException("the path of the socket is missing");
        }

        var options = new ForwarderOptions { Socket = arguments[0] };
        for (int i = 1; i < arguments.Length; i++)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--names":
                    options = options with { Names = options.Names ?? ImmutableDictionary.Create<string, IPAddress>(StringComparer.OrdinalIgnoreCase) };
                    continue;
                case "--own" when value is not null:
                    options = options with { Own = IPAddress.Parse(value) };
                    break;
                case "--link" when value is not null:
                    options = options with { Links = options.Links.Add(ForwardedLink.Parse(value)) };
                    break;
                case "--name" when value is not null && value.IndexOf('=', StringComparison.Ordinal) is > 0 and int equals:
                    options = options with { Names = (options.Names ?? ImmutableDictionary.Create<string, IPAddress>(StringComparer.OrdinalIgnoreCase)).SetItem(value[..equals], IPAddress.Parse(value.AsSpan(equals + 1))) };
                    break;
                default:
                    throw new FormatException($"'{arguments[i]}' is not understood");
            }

            i++;
        }

        return options;
    }
}
