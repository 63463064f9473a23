namespace Grpc.Net.Client { public sealed class GrpcChannel { public static GrpcChannel ForAddress(string address) => null; } }
