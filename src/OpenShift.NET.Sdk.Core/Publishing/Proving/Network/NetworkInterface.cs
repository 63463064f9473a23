using System.ComponentModel;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace OpenShift.NET.Sdk.Publishing.Proving.Network;

/// <summary>Sets up the network namespace this process is in (netdevice(7)): nothing in it is up at first, and <c>ip</c> is not installed everywhere.</summary>
internal static partial class NetworkInterface
{
    private const int Internet = 2;
    private const int Datagram = 2;
    private const int CloseOnExec = 0x80000;
    private const nuint SetFlags = 0x8914;
    private const nuint SetAddress = 0x8916;
    private const nuint SetNetmask = 0x891c;
    private const ushort UpAndRunning = 0x41;
    private const int RequestSize = 40;
    private const int NameSize = 16;

    /// <summary>Brings the loopback interface up and gives it another address, which is then the one others reach the namespace by.</summary>
    /// <exception cref="Win32Exception">The kernel refuses.</exception>
    public static void SetUp(IPAddress own)
    {
        int socket = OpenSocket(Internet, Datagram | CloseOnExec, 0);
        if (socket < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        try
        {
            byte[] flags = Request("lo");
            BitConverter.TryWriteBytes(flags.AsSpan(NameSize), UpAndRunning);
            Control(socket, SetFlags, flags);
            Control(socket, SetAddress, Request("lo:1", own));
            Control(socket, SetNetmask, Request("lo:1", IPAddress.Broadcast));
        }
        finally
        {
            _ = Close(socket);
        }
    }

    private static byte[] Request(string name, IPAddress? address = null)
    {
        byte[] request = new byte[RequestSize];
        Encoding.ASCII.GetBytes(name, request);
        if (address is not null)
        {
            // struct sockaddr_in: family, port, address.
            BitConverter.TryWriteBytes(request.AsSpan(NameSize), (ushort)Internet);
            _ = address.TryWriteBytes(request.AsSpan(NameSize + 4), out _);
        }

        return request;
    }

    private static void Control(int socket, nuint operation, byte[] request)
    {
        if (Ioctl(socket, operation, ref request[0]) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int OpenSocket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(int socket, nuint operation, ref byte request);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
