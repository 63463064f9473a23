namespace RabbitMQ.Client
{
    public sealed class ConnectionFactory
    {
        public string HostName { get; set; }
        public string UserName { get; set; }
        public string Password { get; set; }
    }
}
